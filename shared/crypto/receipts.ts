import { createPrivateKey, createPublicKey, sign, type KeyObject } from "node:crypto";
import type { MasterKey } from "./master-key.ts";

/** What precedes the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** A public key as anybody may have it (RFC 8037). */
export interface PublicJwk {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
  readonly kid: string;
  readonly use: "sig";
  readonly alg: "EdDSA";
}

/** Signs a document as a compact JWS (RFC 7515) that anybody can verify offline with `publicKeys`. */
export function signDocument(type: string, payload: unknown, masterKey: MasterKey): string {
  const kid = masterKey.currentKid;
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "EdDSA", typ: type, kid })}.${part(payload)}`;
  // Ed25519 has no randomness of its own: the same document gets the same signature.
  return `${signed}.${sign(null, Buffer.from(signed), privateKey(masterKey, kid)).toString("base64url")}`;
}

/** The public keys of every generation that is kept, so that what an older one signed can still be verified. */
export const publicKeys = (masterKey: MasterKey): PublicJwk[] =>
  masterKey.kids.map((kid) => {
    const { x = "" } = createPublicKey(privateKey(masterKey, kid)).export({ format: "jwk" });
    return { kty: "OKP", crv: "Ed25519", x, kid, use: "sig", alg: "EdDSA" };
  });

const privateKey = (masterKey: MasterKey, kid: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, masterKey.derive("receipt", kid)!.export()]),
    format: "der",
    type: "pkcs8",
  });
