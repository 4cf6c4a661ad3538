import { csrfToken, sessionHash } from "../crypto/sessions.ts";
import type { Instant } from "../domain/time.ts";
import { parseAdministrator } from "../store/administrators.ts";
import { keys } from "../store/keys.ts";
import { parseSession } from "../store/sessions.ts";
import type { Dependencies } from "./dependencies.ts";

/** An administrator in a session of the customer portal. Whose data it is about is said here and nowhere else. */
export interface SignedIn {
  readonly customerId: string;
  /** Pseudonym of the address. */
  readonly administrator: string;
  readonly email: string;
  /** The administrator's language; null where it is not known. */
  readonly locale: string | null;
  /** What forms of the session carry. */
  readonly csrf: string;
}

/** The session behind a cookie. Null where there is none any more, and for who is administrator no longer. */
export async function openSession(
  { table }: Pick<Dependencies, "table">,
  cookie: string,
  now: Instant,
): Promise<SignedIn | null> {
  const [item] = await table.getMany([keys.session(sessionHash(cookie))]);
  const session = parseSession(item, now);
  if (session === null) return null;
  const { customerId, administrator, startedAt } = session;
  const [known] = await table.getMany([keys.administrator(customerId, administrator)]);
  if (!known) return null;
  const { email, since, locale } = parseAdministrator(known);
  // Who was removed and let in again signs in again.
  if (since !== null && since > startedAt) return null;
  return { customerId, administrator, email, locale, csrf: csrfToken(cookie) };
}

/** Ends a session; nothing happens where there is none. */
export const signOut = ({ table }: Pick<Dependencies, "table">, cookie: string): Promise<void> =>
  table.remove(keys.session(sessionHash(cookie)));
