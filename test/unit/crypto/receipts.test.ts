import { compactVerify, createLocalJWKSet, decodeProtectedHeader } from "jose";
import { describe, expect, test } from "vitest";
import { publicKeys, signDocument } from "../../../shared/crypto/receipts.ts";
import { readReceipt } from "../../../shared/invitation/reads/read-receipt.ts";
import { anInvitation, ids } from "../../support/builders/builders.ts";
import { aMasterKey } from "../../support/builders/a-master-key.ts";
import { refusalOf } from "../../support/refusals.ts";
import { receiptOf } from "../../../shared/invitation/rules/receipt.ts";
import { invitationStatuses } from "../../../shared/invitation/lifecycle.ts";

const issuer = "https://rapport.example";
const accepted = anInvitation({ status: "accepted" });
const receiptBy = (masterKey = aMasterKey()) =>
  readReceipt({ masterKey: async () => masterKey, publicUrl: issuer }, accepted);
const verify = async (jws: string, masterKey = aMasterKey()) => {
  const { payload } = await compactVerify(jws, createLocalJWKSet({ keys: publicKeys(masterKey) }));
  return JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>;
};

describe("a consent receipt", () => {
  test("contains the agreement and its time, and can be verified with another library", async () => {
    const receipt = await receiptBy();
    expect(await verify(receipt)).toEqual({
      ...{ iss: issuer, jti: ids.invitation, sub: ids.relationship },
      iat: Date.parse(accepted.decidedAt) / 1000,
      ...{ offer: accepted.issue.offer, offerDigest: accepted.issue.offerDigest },
      ...{ decision: accepted.decision, decidedAt: accepted.decidedAt },
    });
    expect(decodeProtectedHeader(receipt)).toEqual({ alg: "EdDSA", typ: "rapport-receipt+jws", kid: "1" });
  });

  test("is the same each time", async () => {
    expect(await receiptBy()).toBe(await receiptBy());
  });

  test("that was changed, or signed by another key, is refused", async () => {
    const [header, payload = "", mac] = (await receiptBy()).split(".");
    const forged = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    const changed = Buffer.from(JSON.stringify({ ...forged, sub: "rel_2" })).toString("base64url");
    await expect(verify([header, changed, mac].join("."))).rejects.toThrow();
    await expect(verify(await receiptBy(aMasterKey("2")))).rejects.toThrow();
  });

  test("stays good while the generation that signed it is kept", async () => {
    const older = await receiptBy(aMasterKey("1"));
    expect(await verify(older, aMasterKey("2", ["1", "2"]))).toMatchObject({ jti: ids.invitation });
  });

  test.each(invitationStatuses.filter((status) => status !== "accepted"))("is not given for a %s one", (status) => {
    expect(refusalOf(() => receiptOf(anInvitation({ status }), issuer)).members).toEqual({
      invitationStatus: status,
      allowed: ["accepted"],
    });
  });
});

test("the public keys hold nothing private, one for each generation", () => {
  const keys = publicKeys(aMasterKey("2", ["1", "2"]));
  expect(keys.map(({ kid }) => kid)).toEqual(["1", "2"]);
  for (const key of keys) expect(Object.keys(key).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x"]);
  expect(new Set(keys.map(({ x }) => x)).size).toBe(2);
});

test("documents of another type have another header", () => {
  expect(decodeProtectedHeader(signDocument("other+jws", {}, aMasterKey())).typ).toBe("other+jws");
});
