import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { forgottenCookie, hostCookie, hostCookieIn } from "../../shared/pages/cookies.ts";

/** What a browser keeps while its user is on the sign-in pages, so that a code is worth something only to that browser. */
const attempt = z.object({
  /** Sent along, and expected back. */
  state: z.string(),
  /** Whose hash is the challenge (RFC 7636). */
  verifier: z.string(),
  /** Page to open then. */
  next: z.string(),
});
export type Attempt = z.output<typeof attempt>;

const cookieName = "rapport-console-sign-in";

/** Long enough to set a password and an authenticator app up. */
const seconds = 1_800;

/** The cookie of an attempt. */
export const attemptCookie = (made: Attempt): string =>
  hostCookie(cookieName, Buffer.from(JSON.stringify(made)).toString("base64url"), seconds);

/** Removes it from the browser. */
export const forgottenAttempt = forgottenCookie(cookieName);

/** The attempt that a callback belongs to; null if it is another's. */
export function attemptOf(cookies: Readonly<Record<string, string>>, state: string | undefined): Attempt | null {
  const found = attempt.safeParse(decoded(hostCookieIn(cookies, cookieName) ?? ""));
  return found.success && found.data.state === state ? found.data : null;
}

/** The challenge of a verifier. */
export const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

function decoded(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, "base64url").toString());
  } catch {
    return null;
  }
}
