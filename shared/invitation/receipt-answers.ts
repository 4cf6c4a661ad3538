import type { AnswerDescription } from "../openapi/description.ts";
import { described } from "../openapi/values.ts";
import { text } from "../schema/values.ts";

/** A consent receipt as an answer. */
export const receipt = {
  description: "The receipt, a JWS in compact form (RFC 7515), signed with Ed25519.",
  type: "application/jose",
  schema: described(text, "Header, payload and signature."),
  headers: ["Content-Disposition", "Referrer-Policy"],
} as const satisfies AnswerDescription;
