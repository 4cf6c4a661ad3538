import { createHash } from "node:crypto";

/** Long enough to be taken (RFC 7636, 4.1). */
export const verifier = "a-verifier-that-nobody-guesses-0123456789-abcdef";

/** What goes with the request for a code. */
export const challenge = createHash("sha256").update(verifier).digest("base64url");

/** The endpoints of an issuer, by discovery. */
export interface Endpoints {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly userinfo_endpoint: string;
  readonly revocation_endpoint: string;
  readonly end_session_endpoint: string;
  readonly jwks_uri: string;
}

/** Asks an issuer where its endpoints are. */
export const discover = async (issuer: string): Promise<Endpoints> =>
  (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Endpoints;

/** Opens the sign-in page with these parameters; answers it without following redirects. */
export const openSignIn = ({ authorization_endpoint }: Endpoints, parameters: Readonly<Record<string, string>>) =>
  fetch(`${authorization_endpoint}?${new URLSearchParams(parameters).toString()}`, { redirect: "manual" });

/** Chooses the user with this address on the sign-in page; answers where the browser is sent. */
export const chooseUser = async ({ authorization_endpoint }: Endpoints, page: string, email: string): Promise<URL> => {
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const fields = hidden.map(([, name = "", value = ""]): [string, string] => [name, value.replaceAll("&amp;", "&")]);
  const at = page.indexOf(email);
  if (at < 0) throw new Error(`The page does not name ${email}.`);
  const button =
    page
      .slice(0, at)
      .match(/name="user" value="([^"]+)"/g)
      ?.at(-1) ?? "";
  const body = new URLSearchParams([...fields, ["user", /value="([^"]+)"/.exec(button)?.[1] ?? ""]]);
  const response = await fetch(authorization_endpoint, { method: "POST", body, redirect: "manual" });
  return new URL(response.headers.get("location") ?? "", "http://nowhere.example");
};

/** Posts to the token endpoint; answers status and JSON. */
export const askForTokens = async (
  { token_endpoint }: Endpoints,
  fields: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly json: Readonly<Record<string, string>> }> => {
  const response = await fetch(token_endpoint, { method: "POST", body: new URLSearchParams(fields) });
  return { status: response.status, json: (await response.json()) as Record<string, string> };
};
