import * as z from "zod/mini";
import { described, text } from "../../shared/openapi/values.ts";

const fieldText = (description: string) => described(z.optional(text), description);

/** The form of an answer. What does not fit comes back on the page, so nothing in it is required here. */
export const decisionForm = z.object({
  decision: described(z.optional(z.enum(["accept", "accept-none", "decline", "report"])), "The answer."),
  permission: described(z.optional(z.array(text)), "Each permission that is granted."),
  duration: fieldText("For how long, at most what was asked."),
  name: fieldText("Who answers; needed to accept."),
  title: fieldText("As what."),
  agreement: described(z.optional(z.enum(["on"])), "The agreement is accepted; needed to accept."),
  offer: fieldText("Digest of the offer that was shown."),
  code: fieldText("The mailed code, where the page asks for one."),
  reason: fieldText("Why not, for who declines."),
  show: fieldText("Decides nothing: the page again, with what was filled in."),
});

/** The form of the page when a code is asked for: what was filled in is kept. */
export const codeForm = z.object({
  offer: fieldText("Digest of the offer that was shown; with it the answer is the page again."),
  codes: fieldText("Number of the newest code that the page knew of; what is sent twice asks once."),
});

/** The form by which a request is handed over. */
export const handOverForm = z.object({
  email: fieldText("The colleague's address, in the same mail domain."),
  code: fieldText("The mailed code."),
});

/** A key with which receipts are verified (RFC 8037). */
export const publicKey = z.strictObject({
  kty: described(z.literal("OKP"), "Key type."),
  crv: described(z.literal("Ed25519"), "Curve."),
  x: described(text, "The public key, in base64url."),
  kid: described(text, "Id of the key, as in the header of what it signed."),
  use: described(z.literal("sig"), "For signatures."),
  alg: described(z.literal("EdDSA"), "Algorithm."),
});
