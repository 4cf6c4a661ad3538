import { describe, expect, test } from "vitest";
import { assertOwnName } from "../../../shared/partner/rules/name.ts";
import type { Refusal } from "../../../shared/kernel/refusal.ts";

/** The fault of a name; null where it has none. */
function faultOf(name: string, operatorName = "Example Cloud"): string | null {
  try {
    assertOwnName(name, operatorName);
    return null;
  } catch (error) {
    const { kind, faults } = error as Refusal;
    expect([kind, faults.map(({ pointer }) => pointer)]).toEqual(["validation", ["/displayName"]]);
    return faults[0]?.message ?? "";
  }
}

describe("a partner's name", () => {
  test.each([
    "Example Cloud",
    "EXAMPLE  cloud",
    "ExampleCloud",
    "Ｅxample Cloud",
    "Example-Cloud",
    "Example Cloud.",
    "E.x.a.m.p.l.e Cloud",
    "Exámple Çloud",
    "ExampIe C1oud",
    "ExampIe CLOUD",
    "Example C|oud",
    "Example Cloud Support",
    "Support (Example Cloud)",
    "Yours: ExampleCloud, Support",
  ])("is not the operator's, nor has it among its words: %s", (name) => {
    expect(faultOf(name)).toContain("operator's name");
  });

  test.each([
    ["Сосо", "Coco"],
    ["ТЕСНМАХ", "Techmax"],
    ["ΑΚΤΙΒ", "Aktib"],
    ["Рокет Саре", "Poket Cape"],
    ["Coco", "Сосо"],
    ["ГРУППА", "Группа"],
    ["νέα ΗΜΈΡΑ", "Νέα Ημέρα"],
  ])("is not the operator's in the letters of another script, or of another case: %s, %s", (name, operatorName) => {
    expect(faultOf(name, operatorName)).toContain("operator's name");
  });

  test.each(["Еxample Cloud", "Exаmple Cloud", "Contοso", "Northwind Тraders"])(
    "has no word of Latin and Cyrillic or Greek letters: %s",
    (name) => {
      expect(faultOf(name)).toContain("Cyrillic or Greek");
    },
  );

  test.each(["Rapport", "RAPPORT.", "Rap-port"])("is not the product's: %s", (name) => {
    expect(faultOf(name)).toContain("product's name");
  });

  test.each([
    ...["Яндекс Облако", "Ελληνική Εταιρεία", "ООО Ромашка IT", "IT-Услуги", "Müller & Söhne e.V.", "株式会社クラウド"],
    ...["St. Gallen IT", "Cloud Experts", "Example Clouds", "Example", "Cloud Example", "Rapport Consulting", "№ 1"],
  ])("may be any other: %s", (name) => {
    expect(faultOf(name)).toBeNull();
  });

  test("may be anything where the operator's has no letters, and stays where none is given", () => {
    expect(faultOf("Contoso", "!")).toBeNull();
    expect(() => assertOwnName(undefined, "Example Cloud")).not.toThrow();
  });
});
