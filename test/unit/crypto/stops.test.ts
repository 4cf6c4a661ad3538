import { describe, expect, test } from "vitest";
import { signConfirmation } from "../../../shared/crypto/confirmations.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signStop, verifyStop, type Stop } from "../../../shared/crypto/stops.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { ids } from "../../support/builders/builders.ts";
import { now } from "../../support/builders/fixed-clock.ts";

const key = aMasterKey();
const address = addressPseudonym("it@contoso.example", key);
const about: Stop = { kind: "recovery", subject: ids.customer, address, number: 3 };
const token = signStop(about, key);
const parts = token.split(".");
const changed = (at: number, part: string) => parts.map((own, index) => (index === at ? part : own)).join(".");
const confirmation = { ...about, kind: "administrator", endsAt: now } as const;

describe("a token that stops something", () => {
  test.each([about, { ...about, kind: "code", subject: ids.invitation } as const])(
    "says what is stopped, and does not say the address: $kind",
    (stop) => {
      const signed = signStop(stop, key);
      expect(verifyStop(signed, key)).toEqual(stop);
      expect(signed).not.toContain("contoso");
    },
  );

  test("is signed by the newest generation of the master key and verified by every generation that is kept", () => {
    expect(verifyStop(token, aMasterKey("2", ["1", "2"]))).toEqual(about);
    expect(verifyStop(token, aMasterKey("2"))).toBeNull();
  });

  test.each([
    ["nothing", ""],
    ["a confirmation's token", signConfirmation(confirmation, key)],
    ["of another kind", changed(0, "recoveries")],
    ["of a code, about a customer", signStop({ ...about, kind: "code" }, key)],
    ["of a code, by another's mac", ["code", ids.invitation, ...parts.slice(2)].join(".")],
    ["of a name that every object has", changed(0, "constructor")],
    ["about another customer", changed(1, `${ids.customer.slice(0, -1)}9`)],
    ["about a partner", changed(1, ids.partner)],
    ["for another address", changed(2, "0".repeat(26))],
    ["with another number", changed(3, "4")],
    ["with another mac", changed(5, "A".repeat(43))],
    ["one part longer", `${token}.x`],
    ["very long", changed(2, "0".repeat(70_000))],
  ])("that is %s is not genuine", (_, other) => {
    expect(verifyStop(other, key)).toBeNull();
  });
});
