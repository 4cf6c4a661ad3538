import type { Issuer } from "./cognito.ts";

/** What the issuer answers. */
export interface SignInAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A fault that the client is told by the token endpoint, in the words of RFC 6749. */
export class OAuthError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** An answer for the client itself. */
export const json = (status: number, body: object): SignInAnswer => ({
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify(body),
});

/** An answer for the person who signs in. */
export const page = async (status: number, body: Promise<string>): Promise<SignInAnswer> => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  body: await body,
});

/** Sends the person on, with parameters added to the address; those that are null are left out. */
export const redirect = (to: string, parameters: Readonly<Record<string, string | null>>): SignInAnswer => {
  const url = new URL(to);
  for (const [name, value] of Object.entries(parameters)) if (value !== null) url.searchParams.set(name, value);
  return { status: 303, headers: { location: url.href, "cache-control": "no-store" }, body: "" };
};

/** What discovery answers. */
export const metadataOf = ({ url, pool }: Issuer): object => ({
  issuer: url,
  authorization_endpoint: `${url}/oauth2/authorize`,
  token_endpoint: `${url}/oauth2/token`,
  userinfo_endpoint: `${url}/oauth2/userInfo`,
  revocation_endpoint: `${url}/oauth2/revoke`,
  end_session_endpoint: `${url}/logout`,
  jwks_uri: `${url}/.well-known/jwks.json`,
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  scopes_supported: pool.scopes,
  token_endpoint_auth_methods_supported: ["none"],
  code_challenge_methods_supported: ["S256"],
});
