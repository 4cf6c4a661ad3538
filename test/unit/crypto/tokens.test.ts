import { describe, expect, test } from "vitest";
import { signConfirmation, verifyConfirmation } from "../../../shared/crypto/confirmations.ts";
import { signLink, verifyLink } from "../../../shared/crypto/links.ts";
import type { MasterKey } from "../../../shared/crypto/master-key.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signSignIn, verifySignIn } from "../../../shared/crypto/sign-in.ts";
import { signRenewal, verifyRenewal } from "../../../shared/crypto/renewals.ts";
import { signToken } from "../../../shared/crypto/signed-token.ts";
import { signStop, verifyStop } from "../../../shared/crypto/stops.ts";
import { signUnsubscribe, verifyUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { addDays } from "../../../shared/kernel/time.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { ids } from "../../support/builders/builders.ts";
import { now } from "../../support/builders/fixed-clock.ts";

const key = aMasterKey();
const both = aMasterKey("2", ["1", "2"]);
const address = addressPseudonym("it@contoso.example", key);
const endsAt = addDays(`${now.slice(0, 19)}.000Z`, 7);
const seconds = Date.parse(endsAt) / 1000;

interface Kind {
  readonly about: object;
  readonly sign: (masterKey: MasterKey) => string;
  readonly verify: (token: string, masterKey: MasterKey) => object | null;
}
const kindOf = <About extends object>(
  about: About,
  sign: (about: About, masterKey: MasterKey) => string,
  verify: Kind["verify"],
): Kind => ({ about, sign: (masterKey) => sign(about, masterKey), verify });
const notifications = { kind: "notifications", subject: ids.partner, address, number: 4, endsAt } as const;
const administrator = { ...notifications, kind: "administrator", subject: ids.customer } as const;
const recovery = { kind: "recovery", subject: ids.customer, address, number: 3 } as const;
const code = { ...recovery, kind: "code", subject: ids.invitation } as const;
const renewal = { relationshipId: ids.relationship, address, basis: "0123456789abcdef".repeat(2), endsAt };
const kinds: Readonly<Record<string, Kind>> = {
  "a personal link": kindOf({ invitationId: ids.invitation, version: 1, epoch: 1 }, signLink, verifyLink),
  "a link to sign in": kindOf({ address, number: 3 }, signSignIn, verifySignIn),
  "a confirmation of notices": kindOf(notifications, signConfirmation, verifyConfirmation),
  "a confirmation as administrator": kindOf(administrator, signConfirmation, verifyConfirmation),
  "a stop of a recovery": kindOf(recovery, signStop, verifyStop),
  "a stop of a code": kindOf(code, signStop, verifyStop),
  "a renewal of permissions": kindOf(renewal, signRenewal, verifyRenewal),
  "an unsubscription": kindOf({ partnerId: ids.partner, address }, signUnsubscribe, verifyUnsubscribe),
};

describe.each(Object.entries(kinds))("the token of %s", (name, { about, sign, verify }) => {
  const token = sign(key);
  const parts = token.split(".");

  test("reads back as what it was made of, ends with 256 bits and has no address", () => {
    expect(verify(token, key)).toEqual(about);
    expect(parts.at(-1)).toMatch(/^[\w-]{43}$/);
    expect(token).not.toMatch(/contoso|@/);
  });

  test("is verified while the generation that signed it is kept, and signed by the newest, or by the lasting one if it never ends", () => {
    expect(verify(token, both)).toEqual(about);
    expect(verify(token, aMasterKey("3", ["1", "3"]))).toEqual(about);
    expect(verify(token, aMasterKey("2"))).toBeNull();
    expect(sign(both) === token).toBe(name === "an unsubscription");
    expect(verify(sign(both), both)).toEqual(about);
  });

  test("is refused when any part of it is changed, missing, added or very long", () => {
    const spoilt = parts.map((part) => part.slice(0, -1) + (/[A1]$/.test(part) ? "4" : part.endsWith("4") ? "0" : "A"));
    for (const other of [
      ...spoilt.map((part, at) => parts.with(at, part).join(".")),
      ...parts.map((_, at) => parts.with(at, "0".repeat(70_000)).join(".")),
      ...["", "....", `${token}.x`, `${token}.`, ` ${token}`, token.slice(1), token.toLowerCase()],
      parts.slice(0, -1).join("."),
    ])
      expect(verify(other, key), other.slice(0, 200)).toBeNull();
  });

  test("is no token of another purpose", () => {
    for (const other of Object.values(kinds)) if (other.verify !== verify) expect(other.verify(token, key)).toBeNull();
  });
});

describe("a token with a right code", () => {
  test.each([
    ["of an unknown kind", "confirm", ["administrators", ids.customer, address, 4, seconds]],
    ["of a kind that every object has", "confirm", ["constructor", ids.partner, address, 4, seconds]],
    ["for the notices of a customer", "confirm", ["notifications", ids.customer, address, 4, seconds]],
    ["for the administrator of a partner", "confirm", ["administrator", ids.partner, address, 4, seconds]],
  ] as const)("confirms nothing: %s", (_, purpose, parts) => {
    expect(verifyConfirmation(signToken(purpose, parts, key), key)).toBeNull();
  });

  test.each([
    ["of an unknown kind", ["recoveries", ids.customer, address, 3]],
    ["of a kind that every object has", ["constructor", ids.customer, address, 3]],
    ["for the code of a customer", ["code", ids.customer, address, 3]],
    ["for the recovery of a partner", ["recovery", ids.partner, address, 3]],
  ] as const)("stops nothing: %s", (_, parts) => {
    expect(verifyStop(signToken("stop", parts, key), key)).toBeNull();
  });

  test("renews nothing for the id of an invitation", () => {
    const token = signToken("renew", [ids.invitation, address, renewal.basis, seconds], key);
    expect(verifyRenewal(token, key)).toBeNull();
  });

  test("unsubscribes nothing for the id of an invitation", () => {
    const token = signUnsubscribe({ partnerId: ids.invitation, address }, key);
    expect(verifyUnsubscribe(token, key)).toBeNull();
  });
});
