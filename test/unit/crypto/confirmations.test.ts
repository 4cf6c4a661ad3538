import { describe, expect, test } from "vitest";
import { signConfirmation, verifyConfirmation, type Confirmation } from "../../../shared/crypto/confirmations.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { addDays } from "../../../shared/kernel/time.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { ids } from "../../support/builders/builders.ts";
import { now } from "../../support/builders/fixed-clock.ts";

const key = aMasterKey();
const address = addressPseudonym("team@contoso.example", key);
const about: Confirmation = {
  kind: "notifications",
  subject: ids.partner,
  address,
  number: 4,
  endsAt: addDays(`${now.slice(0, 19)}.000Z`, 7),
};
const token = signConfirmation(about, key);
const parts = token.split(".");
const changed = (at: number, part: string) => parts.map((own, index) => (index === at ? part : own)).join(".");

describe("a confirmation token", () => {
  test("contains what is confirmed and until when, and not the address", () => {
    expect(verifyConfirmation(token, key)).toEqual(about);
    expect(token).not.toContain("contoso");
  });

  test("is signed by the newest generation of the master key and verified by every generation that is kept", () => {
    expect(verifyConfirmation(token, aMasterKey("2", ["1", "2"]))).toEqual(about);
    expect(signConfirmation(about, aMasterKey("2", ["1", "2"]))).not.toBe(token);
    expect(verifyConfirmation(token, aMasterKey("2"))).toBeNull();
  });

  test.each([
    ["nothing", ""],
    ["an unsubscribe token", signUnsubscribe({ partnerId: ids.partner, address }, key)],
    ["of another kind", changed(0, "administrators")],
    ["of a name that every object has", changed(0, "constructor")],
    ["about another partner", changed(1, `${ids.partner.slice(0, -1)}9`)],
    ["about a customer", changed(1, ids.partner.replace("ptn_", "cus_"))],
    ["about another address", changed(2, "0".repeat(26))],
    ["with another number", changed(3, "5")],
    ["with a later end", changed(4, "9999999999")],
    ["with another mac", changed(6, "A".repeat(43))],
    ["one part longer", `${token}.x`],
    ["one part shorter", parts.slice(0, 6).join(".")],
    ["very long", changed(2, "0".repeat(70_000))],
  ])("that is %s is not genuine", (_, other) => {
    expect(verifyConfirmation(other, key)).toBeNull();
  });
});
