import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { ulid } from "ulid";
import { describe, expect, it } from "vitest";
import { secretText } from "../../../shared/crypto/callback-secrets.ts";
import { signConfirmation } from "../../../shared/crypto/confirmations.ts";
import { digestOf } from "../../../shared/crypto/digests.ts";
import { signLink } from "../../../shared/crypto/links.ts";
import { parseMasterKey } from "../../../shared/crypto/master-key.ts";
import { signProof } from "../../../shared/crypto/proofs.ts";
import { addressPseudonym, personPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { csrfToken } from "../../../shared/crypto/sessions.ts";
import { signSignIn } from "../../../shared/crypto/sign-in.ts";
import { signStop } from "../../../shared/crypto/stops.ts";
import { signUnsubscribe } from "../../../shared/crypto/unsubscribe.ts";
import { idPrefixes } from "../../../shared/kernel/ids.ts";
import { withPlaceholders } from "../../surface/placeholders.ts";

const endsAt = "2027-03-08T09:00:00.000Z";

/** One value of every random kind there is, as a run of its own would make it. */
const aRun = (): Readonly<Record<string, string>> => {
  const id = (kind: keyof typeof idPrefixes): string => idPrefixes[kind] + ulid();
  const secret = (): string => randomBytes(32).toString("base64url");
  const masterKey = parseMasterKey(JSON.stringify({ current: "1", lasting: "1", "1": secret() }));
  const [invitationId, customer, partnerId] = [id("invitation"), id("customer"), id("partner")];
  const address = addressPseudonym("it@contoso.example", masterKey);
  const numbers = { address, number: 1 };
  return {
    ...Object.fromEntries((Object.keys(idPrefixes) as (keyof typeof idPrefixes)[]).map((kind) => [kind, id(kind)])),
    "an id in an address of a query": `?next=${encodeURIComponent(`/portal/relationships/${id("relationship")}`)}`,
    "a part of an aggregate": `${invitationId}/delivery:1`,
    "a personal link": signLink({ invitationId, version: 1, epoch: 1 }, masterKey),
    "a link that stops": signStop({ ...numbers, kind: "recovery", subject: customer }, masterKey),
    "a link that confirms": signConfirmation(
      { ...numbers, kind: "administrator", subject: customer, endsAt },
      masterKey,
    ),
    "a link that unsubscribes": signUnsubscribe({ partnerId, address }, masterKey),
    "a link that signs in": signSignIn(numbers, masterKey),
    "a proof of a mailbox": signProof({ invitationId, linkVersion: 1, address }, endsAt, masterKey),
    "an address": address,
    "a person": personPseudonym("it@contoso.example", partnerId, masterKey),
    "a session": `__Host-rapport-portal=${secret()}; Path=/`,
    "a form's token": `<input type="hidden" name="csrf" value="${csrfToken(secret())}" />`,
    "a portal's secret": secretText(randomBytes(32)),
    "an offer": `sha256:${digestOf({ invitationId })}`,
    "a code": String(randomInt(10_000_000, 100_000_000)),
    "a code in two parts": `${randomInt(1000, 10_000)} ${randomInt(1000, 10_000)}`,
    "a user": randomUUID(),
    "a request": `urn:rapport:request:${randomUUID()}`,
    "an origin": `http://localhost:${randomInt(1024, 65_536)}/portal`,
    "an origin in a query": `?from=http%3A%2F%2Flocalhost%3A${randomInt(1024, 65_536)}%2Fportal`,
    "a first password": `<p>First password:<br>\n<strong>${secret().slice(0, 12)}!</strong></p>`,
  };
};

describe("placeholders", () => {
  const [one, other] = [aRun(), aRun()];

  it.each(Object.keys(one))("leave nothing random of %s", (kind) => {
    expect(one[kind]).not.toBe(other[kind]);
    expect(withPlaceholders(one[kind] ?? "")).toBe(withPlaceholders(other[kind] ?? ""));
  });

  it("tell apart what differs, and are the same for the same, numbered by their appearance in the text", () => {
    const [first, second, partner] = [`inv_${ulid()}`, `inv_${ulid()}`, `ptn_${ulid()}`];
    expect(withPlaceholders([second, first, partner, second].join(" "))).toBe("inv_1 inv_2 ptn_1 inv_1");
  });

  it.each([
    "2027-03-01T09:00:00.000Z",
    "Wingtip Toys, it@wingtip.example, +39 02 1234",
    "UserAdministratorOfAnOrganisation",
    "/i/{link}/hand-over?lang=de",
    "P730D",
    "max-age=31536000",
    "8e97b14029723203caaabd7e820fe81f",
  ])("leave %s as it is", (text) => {
    expect(withPlaceholders(text)).toBe(text);
  });

  it("leave a value that is known to last", () => {
    const hash = `sha256:${digestOf("agreement")}`;
    expect(withPlaceholders(`${hash} sha256:${digestOf("offer")}`, new Set([hash]))).toBe(`${hash} sha256:digest_1`);
  });
});
