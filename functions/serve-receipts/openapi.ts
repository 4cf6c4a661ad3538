import * as z from "zod/mini";
import type { FunctionDescription } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };

/** A key with which receipts are verified (RFC 8037). */
const publicKey = z.strictObject({
  kty: described(z.literal("OKP"), "Key type."),
  crv: described(z.literal("Ed25519"), "Curve."),
  x: described(text, "The public key, in base64url."),
  kid: described(text, "Id of the key, as in the header of what it signed."),
  use: described(z.literal("sig"), "For signatures."),
  alg: described(z.literal("EdDSA"), "Algorithm."),
});

/** The documentation of the keys of receipts. The other routes are pages. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "GET /.well-known/jwks.json": {
      answers: {
        200: {
          description: "All valid keys.",
          schema: z.strictObject({ keys: described(z.array(publicKey), "The keys.") }),
        },
      },
    },
  },
};
