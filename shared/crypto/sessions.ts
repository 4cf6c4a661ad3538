import { createHash, createHmac } from "node:crypto";
import { sameText } from "./links.ts";

/** What a session is stored under: whoever reads the table cannot make the cookie of it. */
export const sessionHash = (cookie: string): string => createHash("sha256").update(cookie).digest("base64url");

/** What every form of a session carries, so that no other site can post it. It follows from the cookie and is not stored. */
export const csrfToken = (cookie: string): string => createHmac("sha256", cookie).update("csrf").digest("base64url");

/** Whether a form came from a page of this session. */
export const isCsrfToken = (given: string, cookie: string): boolean => sameText(given, csrfToken(cookie));
