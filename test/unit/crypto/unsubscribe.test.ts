import { describe, expect, test } from "vitest";
import { signLink } from "../../../shared/crypto/links.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signUnsubscribe, verifyUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { ids } from "../../support/builders/builders.ts";

const key = aMasterKey();
const about = { partnerId: ids.partner, address: addressPseudonym("it@contoso.example", key) };
const token = signUnsubscribe(about, key);
const [partner = "", address = "", mac = ""] = token.split(".");

describe("an unsubscribe token", () => {
  test("contains the partner and a pseudonym of the address", () => {
    expect(verifyUnsubscribe(token, key)).toEqual(about);
    expect(token).not.toContain("contoso");
    expect(token).toMatch(/^ptn_[0-9A-Z]{26}\.[0-9A-Z]{26}\.[\w-]{43}$/);
  });

  test("never ends: a newer generation of the master key signs and verifies the same, also alone with the first", () => {
    for (const later of [aMasterKey("2", ["1", "2"]), aMasterKey("3", ["1", "3"])]) {
      expect(verifyUnsubscribe(token, later)).toEqual(about);
      expect(signUnsubscribe(about, later)).toBe(token);
    }
    expect(verifyUnsubscribe(token, aMasterKey("2"))).toBeNull();
  });

  test.each([
    ["nothing", ""],
    ["a personal link", signLink({ invitationId: ids.invitation, version: 1, epoch: 1 }, key)],
    ["another partner", `${ids.partner.slice(0, -1)}9.${address}.${mac}`],
    ["another address", `${partner}.${address.slice(0, -1)}${address.endsWith("0") ? "1" : "0"}.${mac}`],
    ["another mac", `${partner}.${address}.${mac.slice(0, -2)}AA`],
    ["a part more", `${token}.x`],
    ["a part less", `${partner}.${address}`],
    ["no partner's id", `inv_01JD0000000000000000000002.${address}.${mac}`],
    ["something long", `${partner}.${"0".repeat(70_000)}.${mac}`],
    ["a space before", ` ${token}`],
    ["lower case", token.toLowerCase()],
  ])("that is %s is refused", (_, other) => {
    expect(verifyUnsubscribe(other, key)).toBeNull();
  });
});
