/**
 * The cookies of a request, as API Gateway lists them (`name=value` each). Where a name comes twice, the first counts; one
 * without a name counts for nothing, and a part without `=` has none (RFC 6265bis).
 */
export const cookiesOf = (listed: readonly string[] | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (listed ?? []).toReversed().flatMap((cookie) => {
      const [name = "", ...value] = cookie.split("=");
      return value.length === 0 || name.trim() === "" ? [] : [[name.trim(), value.join("=").trim()]];
    }),
  );

// The prefix makes browsers refuse it from other hosts, without TLS, and for a part of the site (RFC 6265bis).
const attributes = "Path=/; Secure; HttpOnly; SameSite=Lax";

/**
 * A cookie that only this host gets, over TLS, and no script reads. Without a number of seconds it goes with the browser's own
 * session.
 */
export const hostCookie = (name: string, value: string, seconds?: number): string =>
  `__Host-${name}=${value}; ${attributes}${seconds === undefined ? "" : `; Max-Age=${seconds}`}`;

/** The same, to be forgotten. */
export const forgottenCookie = (name: string): string => hostCookie(name, "", 0);

/** The value of such a cookie in a request; null where it has none. */
export const hostCookieIn = (cookies: Readonly<Record<string, string>>, name: string): string | null =>
  cookies[`__Host-${name}`] ?? null;
