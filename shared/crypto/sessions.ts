import { createHash, createHmac } from "node:crypto";
import { sameText } from "./signed-token.ts";

/** The key under which a session is stored. The cookie cannot be derived from it. */
export const sessionHash = (cookie: string): string => createHash("sha256").update(cookie).digest("base64url");

/** What every form of a session carries, so that no other site can post it. It follows from the cookie and is not stored. */
export const csrfToken = (cookie: string): string => createHmac("sha256", cookie).update("csrf").digest("base64url");

/** Whether a form came from a page of this session. */
export const isCsrfToken = (given: string, cookie: string): boolean => sameText(given, csrfToken(cookie));

/** What one page's button to sign in carries: 256 bits in base64url. */
const pageSecret = /^[\w-]{43}$/;

/**
 * The cookie of the session that a link opens from one page: every press of this page's button has the same, and nobody who
 * lacks the link or the page's secret can make it. Null for what is no page's secret.
 */
export const cookieOfPage = (token: string, secret: string): string | null =>
  pageSecret.test(secret) ? createHmac("sha256", secret).update(`session\0${token}`).digest("base64url") : null;
