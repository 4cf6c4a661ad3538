import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
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

/** What is known of a text that should be a signed document. */
export type VerifiedDocument =
  | { readonly kind: "genuine"; readonly kid: string; readonly payload: unknown }
  /** `changed`: the signature does not fit. `foreign`: no key of ours has that id. */
  | { readonly kind: "changed" | "foreign"; readonly kid: string }
  | { readonly kind: "unreadable" };

/** Verifies a signed document of one type. The keys of all kept generations are tried by their id. */
export function verifyDocument(type: string, jws: string, masterKey: MasterKey): VerifiedDocument {
  const [header = "", payload = "", signature = "", ...others] = jws.split(".");
  const { alg, typ, kid } = readPart(header) ?? {};
  const said = readPart(payload);
  const isDocument = alg === "EdDSA" && typ === type && typeof kid === "string" && said !== null;
  if (!isDocument || others.length > 0) return { kind: "unreadable" };
  if (!masterKey.kids.includes(kid)) return { kind: "foreign", kid };
  const bytes = Buffer.from(signature, "base64url");
  // Other texts could decode to the same bytes.
  const isGenuine =
    bytes.toString("base64url") === signature &&
    verify(null, Buffer.from(`${header}.${payload}`), createPublicKey(privateKey(masterKey, kid)), bytes);
  return isGenuine ? { kind: "genuine", kid, payload: said } : { kind: "changed", kid };
}

/** An object in base64url; null for anything else. */
function readPart(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" ? (value as Readonly<Record<string, unknown>> | null) : null;
  } catch {
    return null;
  }
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
