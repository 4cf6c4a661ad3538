import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { CommandError } from "./run.ts";

/** The parameters of signing in with the browser. */
export interface Authorization {
  /** Origin and path under which the endpoints of OAuth 2.0 are. */
  readonly domain: string;
  readonly clientId: string;
  /** The redirect address on this machine. */
  readonly callback: URL;
  /** Seconds to wait for the sign-in. */
  readonly seconds: number;
  /** Shows the address to open. */
  readonly show: (url: string) => void;
}

/** Short texts of random bytes, which fit into a URL. */
const secret = (): string => randomBytes(32).toString("base64url");

/** Gets an access token by authorization code and PKCE (RFC 8252). Throws a CommandError if the sign-in fails. */
export async function authorize({ domain, clientId, callback, seconds, show }: Authorization): Promise<string> {
  const [state, verifier] = [secret(), secret()];
  const { promise: token, resolve, reject } = Promise.withResolvers<string>();
  const exchange = (code: string) => redeem(domain, { clientId, callback: callback.href, code, verifier });
  const server = createServer((request, response) => {
    const code = codeIn(request, callback, state);
    if (code === undefined)
      return answer(response, 404, "This address waits for a sign-in. Start again with npm run token.");
    void Promise.resolve(code)
      .then(exchange)
      .then(
        (found) => (
          answer(response, 200, "You are signed in. Close this page and go back to your terminal."),
          resolve(found)
        ),
        (error: unknown) => (
          answer(response, 400, "Signing in failed. Your terminal shows the reason."),
          reject(error as Error)
        ),
      );
  });
  const late = setTimeout(
    () => reject(new CommandError(`Nobody signed in within ${seconds} seconds. Run the command again.`)),
    seconds * 1000,
  );
  try {
    server.listen(Number(callback.port), callback.hostname);
    await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
      throw new CommandError(
        error.code === "EADDRINUSE"
          ? `Port ${callback.port} is in use, perhaps by another npm run token. Stop that process first; Cognito redirects only to this port.`
          : `Cannot listen at ${callback.origin}: ${error.message}`,
      );
    });
    show(addressOf(domain, { clientId, callback: callback.href, state, verifier }));
    return await token;
  } finally {
    clearTimeout(late);
    server.close();
    server.closeIdleConnections();
  }
}

function addressOf(
  domain: string,
  asked: { clientId: string; callback: string; state: string; verifier: string },
): string {
  const parameters = new URLSearchParams({
    response_type: "code",
    client_id: asked.clientId,
    redirect_uri: asked.callback,
    scope: "openid email",
    state: asked.state,
    code_challenge: createHash("sha256").update(asked.verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  return `${domain}/oauth2/authorize?${parameters.toString()}`;
}

/**
 * The code of a request, or a rejected promise for a refusal; `undefined` for a request that is not the response to ours, which
 * any page in the browser can send.
 */
function codeIn(
  { url = "", method }: IncomingMessage,
  callback: URL,
  state: string,
): string | Promise<never> | undefined {
  const { pathname, searchParams } = new URL(url, callback);
  const received = Buffer.from(searchParams.get("state") ?? "");
  const ours = Buffer.from(state);
  if (method !== "GET" || pathname !== callback.pathname) return undefined;
  if (received.length !== ours.length || !timingSafeEqual(received, ours)) return undefined;
  const code = searchParams.get("code");
  if (code) return code;
  return Promise.reject(
    new CommandError(`Signing in was refused: ${searchParams.get("error") ?? "no code came back"}.`),
  );
}

async function redeem(
  domain: string,
  { clientId, callback, code, verifier }: { clientId: string; callback: string; code: string; verifier: string },
): Promise<string> {
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: clientId,
    redirect_uri: callback,
    code,
    code_verifier: verifier,
  });
  const response = await fetch(`${domain}/oauth2/token`, { method: "POST", body }).catch((error: unknown) => {
    throw new CommandError(`Cannot reach the sign-in pages at ${domain}: ${(error as Error).message}.`);
  });
  const { access_token, error } = (await response.json()) as { access_token?: string; error?: string };
  if (access_token === undefined)
    throw new CommandError(`The sign-in pages refused the code: ${error ?? response.status}. Run the command again.`);
  return access_token;
}

function answer(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'",
    "referrer-policy": "no-referrer",
    connection: "close",
  });
  response.end(`${sentence}\n`);
}
