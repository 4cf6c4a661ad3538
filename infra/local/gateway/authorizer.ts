import { decodeProtectedHeader, type JWTPayload } from "jose";
import type { Issuer } from "../cognito/cognito.ts";
import type { Route } from "./settings.ts";

/** What the gateway tells a function of a good token; no route asks for scopes. */
export interface Authorization {
  readonly claims: JWTPayload;
  readonly scopes: null;
}

/** Why the gateway turns a request away: the `www-authenticate` header that says so. */
export interface Refusal {
  readonly challenge: string;
}

/** The issuer as the gateway knows it: where it is, and what it signed. */
export type TokenIssuer = Pick<Issuer, "url" | "verify" | "jwks" | "now">;

const invalid = (description?: string): Refusal => ({
  challenge: `Bearer scope="" error="invalid_token"${description === undefined ? "" : ` error_description="${description}"`}`,
});

/** The claims of a token that this issuer signed with a key it names, and that is valid now. Throws on any other. */
const verified = async (token: string, issuer: TokenIssuer): Promise<JWTPayload> => {
  const { kid } = decodeProtectedHeader(token);
  if (!issuer.jwks().keys.some((key) => key.kid === kid)) throw new Error("The token names no key of its issuer.");
  const claims = await issuer.verify(token);
  if (claims.exp === undefined) throw new Error("The token does not expire.");
  if (claims.iat !== undefined && claims.iat > issuer.now()) throw new Error("The token comes from the future.");
  return claims;
};

/**
 * Checks the token of a request as the gateway does: identity source, key and signature, claims, audience.
 * Source: "Control access to HTTP APIs with JWT authorizers in API Gateway", and for the audience "Troubleshooting issues with HTTP API JWT authorizers".
 */
export const authorize = async (
  { Audience, Issuer: issuerUrl }: NonNullable<Route["authorizer"]>,
  header: string | undefined,
  issuer: TokenIssuer | undefined,
): Promise<Authorization | Refusal> => {
  const token = header?.replace(/^Bearer\s+/i, "").trim();
  if (!token) return { challenge: "Bearer" };
  if (issuer?.url !== issuerUrl) return invalid();
  const claims = await verified(token, issuer).catch(() => undefined);
  if (claims === undefined) return invalid();
  const audiences = [claims.aud ?? claims.client_id].flat();
  if (!audiences.some((audience) => Audience.includes(String(audience))))
    return invalid("the token does not have a valid audience");
  return { claims, scopes: null };
};
