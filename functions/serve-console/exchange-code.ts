import * as z from "zod/mini";
import { claimNames, roles } from "../../shared/names.ts";
import { awsFailure } from "../../shared/runtime/signed-fetch.ts";

/** What the user pool says of the user who signed in. */
const claims = z.object({
  sub: z.string(),
  client_id: z.string(),
  token_use: z.literal("access"),
  [claimNames.partner]: z._default(z.string(), ""),
  [claimNames.role]: z.enum(roles),
});
export type PoolClaims = z.output<typeof claims>;

/** Exchanges a code and its verifier; null if the pool refuses them. */
export type ExchangeCode = (code: string, verifier: string) => Promise<PoolClaims | null>;

/** How long the pool may take to answer, in milliseconds. */
const patience = 5_000;

/**
 * Exchanges codes at the token endpoint beside the sign-in pages. The token comes from there directly, over TLS, and is not kept,
 * so its signature need not be checked (OpenID Connect Core, 3.1.3.7). A code is used up at once, so nothing is repeated.
 */
export const codeExchange = (authorizeUrl: string): ExchangeCode => {
  const asked = new URL(authorizeUrl).searchParams;
  const client = { client_id: asked.get("client_id") ?? "", redirect_uri: asked.get("redirect_uri") ?? "" };
  const url = new URL(authorizeUrl.split("?")[0]!.replace(/\/authorize$/, "/token"));
  return async (code, verifier) => {
    const body = new URLSearchParams({ grant_type: "authorization_code", ...client, code, code_verifier: verifier });
    const answer = await fetch(url, { method: "POST", body, signal: AbortSignal.timeout(patience) }).catch(() => null);
    if (answer === null || answer.status >= 500) throw awsFailure("The user pool", "ServiceUnavailable", 503);
    if (answer.status === 429) throw awsFailure("The user pool", "TooManyRequestsException", 429);
    if (!answer.ok) return null;
    const { access_token: token } = z.object({ access_token: z.string() }).parse(await answer.json());
    const found = claims.parse(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()));
    return found.client_id === client.client_id ? found : null;
  };
};
