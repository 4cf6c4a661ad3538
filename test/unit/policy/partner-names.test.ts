import { describe, expect, test } from "vitest";
import { confusablesOf } from "../../../infra/build/confusables.ts";
import { nameKeys, nameNeedsOperator } from "../../../shared/policy/partner-names.ts";

const canBeConfused = async (one: string, other: string): Promise<boolean> => {
  const [keys, others] = [await nameKeys(one), await nameKeys(other)];
  return keys.some((key) => others.includes(key));
};

describe("two names", () => {
  test.each([
    "contoso partner",
    "CONTOSO PARTNER",
    "Contoso-Partner!",
    "ContosoPartner",
    "C0ntoso Partner",
    "𝐂ontoso Partner",
    "Ｃontoso Partner",
    "Cоntosо Pаrtner",
    "Çöntóso Pãrtner",
    "Contoso Partner ",
  ])("can be confused when they look alike: %s", async (name) => {
    expect(await canBeConfused(name, "Contoso Partner")).toBe(true);
  });

  test.each([
    ["Iaido", "laido"],
    ["Microsoft", "Mıcrosoft"],
    ["Modern", "Modem"],
    ["株式会社コントソ", "株式会社コントソ "],
  ])("can be confused: %s and %s", async (one, other) => {
    expect(await canBeConfused(one, other)).toBe(true);
  });

  test.each([
    ["Contoso Partner", "Contoso Partners"],
    ["Contoso", "Fabrikam"],
    ["Northwind", "Southwind"],
    ["コントソ", "ファブリカム"],
  ])("are different when they do not look alike: %s and %s", async (one, other) => {
    expect(await canBeConfused(one, other)).toBe(false);
  });
});

describe("a name", () => {
  test.each([
    ["Contoso Partner (verified by Rapport)", "claim"],
    ["Contoso Partner ✓ verified", "claim"],
    ["Contoso ✔", "claim"],
    ["Contoso OFFICIAL", "claim"],
    ["Contoso Ufficiale", "claim"],
    ["Geprüfter Partner", "claim"],
    ["Contoso, partenaire agréé", "claim"],
    ["Contoso Socio Verificado", "claim"],
    ["Contoso vеrified", "claim"],
    ["Contoso verlfied", "claim"],
    ["Validated by Contoso", "claim"],
    ["Offizielle Contoso", "claim"],
    ["Zertifizierte Partner Nord", "claim"],
    ["Partenaires vérifiés", "claim"],
    ["Revendeuse agréée", "claim"],
    ["Partner Approvati", "claim"],
    ["Socios Homologados", "claim"],
    ["Microsoft", "vendor"],
    ["Mıcrosoft", "vendor"],
    ["M1crosoft", "vendor"],
    ["Mlcrosoft Partner", "vendor"],
    ["Micro soft Partner", "vendor"],
    ["AWS Experts", "vendor"],
    ["СОНТОСО", "script"],
  ])("needs the operator: %s (%s)", async (name, why) => {
    expect(await nameNeedsOperator(name)).toBe(why);
  });

  test.each([
    "Contoso & Sons",
    "Офис Плюс",
    "Officine Rossi",
    "Σύννεφο",
    "株式会社",
    "Verity Systems",
    "Awstra",
    "Ö",
    "Validas",
    "Agreement Partners",
    "Al Nord",
  ])("is the partner's own to take: %s", async (name) => {
    expect(await nameNeedsOperator(name)).toBeNull();
  });
});

test("Unicode's list is read line by line, for the letters and figures that names can have", () => {
  const list = [
    "# comment",
    "",
    "0430 ;\t0061 ;\tMA\t# ( а → a )",
    "0251 ;\t0061 ;\tMA",
    "2714 ; 2713 ; MA",
    "1D41A ; 0061 ; MA",
  ];
  expect(confusablesOf(list.join("\n"))).toEqual({ a: "аɑ" });
});
