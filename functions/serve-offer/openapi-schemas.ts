import * as z from "zod/mini";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";

const fieldText = (description: string) => described(z.optional(text), description);

/**
 * The page's one form, whichever of its buttons is pressed: what the others are about counts for nothing then, and is kept
 * on the page that comes back. So nothing in it is required, but nothing else belongs to it.
 */
export const pageForm = z.strictObject({
  decision: described(z.optional(z.enum(["accept", "accept-none", "decline", "report"])), "The answer."),
  permission: described(z.optional(z.array(text)), "Each permission that is granted."),
  duration: fieldText("For how long, at most what was asked."),
  name: fieldText("Who answers; needed to accept."),
  title: fieldText("As what."),
  customer: fieldText("For which organisation: `new`, or the id of one that the page named."),
  organization: fieldText("What a new organisation is called."),
  proof: fieldText("What a right code gave; with it no code is needed."),
  agreement: described(z.optional(z.enum(["on"])), "The agreement is accepted; needed to accept."),
  offer: fieldText("Digest of the offer that was shown; with it a page that comes back is filled in as it was."),
  code: fieldText("The mailed code, where the page asks for one."),
  reason: fieldText("Why not, for who declines."),
  codes: fieldText(
    "To have a code mailed: number of the newest one that the page knew of; what is sent twice asks once.",
  ),
  email: fieldText("To hand over: the colleague's address, in the same mail domain or an administrator's."),
  "colleague-code": fieldText("To hand over: the mailed code, where `code` is for accepting."),
  show: fieldText("Decides nothing: the page again, with what was filled in."),
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
