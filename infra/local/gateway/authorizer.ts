import { decodeProtectedHeader, type JWTPayload } from "jose";
import type { Issuer } from "../cognito/cognito.ts";

/** What a JWT authorizer asks of a token. */
export interface JwtSettings {
  readonly Audience: readonly string[];
  readonly Issuer: string;
}

/** What the gateway tells a function of a good token. */
export interface Authorization {
  readonly claims: JWTPayload;
  /** Those of the route's scopes that the token has; `null` where the route asks for none. */
  readonly scopes: readonly string[] | null;
}

/** Why the gateway turns a request away, with the `www-authenticate` header that says so. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly message: "Unauthorized" | "Forbidden";
  readonly challenge: string;
}

/** The issuer as the gateway knows it: where it is, and what it signed. */
export type TokenIssuer = Pick<Issuer, "url" | "verify" | "jwks" | "now">;

const unauthorized = (challenge: string): Refusal => ({ status: 401, message: "Unauthorized", challenge });
const invalid = (description?: string): Refusal =>
  unauthorized(
    `Bearer scope="" error="invalid_token"${description === undefined ? "" : ` error_description="${description}"`}`,
  );

/** The claims of a token that this issuer signed with a key it names, and that is valid now. Throws on any other. */
const verified = async (token: string, issuer: TokenIssuer): Promise<JWTPayload> => {
  const { kid } = decodeProtectedHeader(token);
  if (!issuer.jwks().keys.some((key) => key.kid === kid)) throw new Error("The token names no key of its issuer.");
  const claims = await issuer.verify(token);
  if (claims.exp === undefined) throw new Error("The token does not expire.");
  if (claims.iat !== undefined && claims.iat > issuer.now()) throw new Error("The token comes from the future.");
  return claims;
};

/** Both forms in which issuers write scopes: text with spaces, or a list. */
const scopesOf = ({ scope, scp }: JWTPayload): readonly unknown[] =>
  [scope, scp].flat().flatMap((value) => (typeof value === "string" ? value.split(" ") : []));

/**
 * Checks the token of a request as the gateway does: identity source, key and signature, claims, audience, scopes.
 * Source: "Control access to HTTP APIs with JWT authorizers in API Gateway", and for the audience "Troubleshooting issues with HTTP API JWT authorizers".
 */
export const authorize = async (
  { Audience, Issuer: issuerUrl }: JwtSettings,
  routeScopes: readonly string[],
  header: string | undefined,
  issuer: TokenIssuer | undefined,
): Promise<Authorization | Refusal> => {
  const token = header?.replace(/^Bearer\s+/i, "").trim();
  if (!token) return unauthorized("Bearer");
  if (issuer?.url !== issuerUrl) return invalid();
  const claims = await verified(token, issuer).catch(() => undefined);
  if (claims === undefined) return invalid();
  const audiences = [claims.aud ?? claims.client_id].flat();
  if (!audiences.some((audience) => Audience.includes(String(audience))))
    return invalid("the token does not have a valid audience");
  if (routeScopes.length === 0) return { claims, scopes: null };
  const scopes = routeScopes.filter((scope) => scopesOf(claims).includes(scope));
  if (scopes.length > 0) return { claims, scopes };
  const challenge = `Bearer scope="${routeScopes.join(" ")}" error="insufficient_scope"`;
  return { status: 403, message: "Forbidden", challenge };
};
