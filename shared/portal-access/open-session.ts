import { csrfToken, sessionHash } from "../crypto/sessions.ts";
import { signOutEverywhere as endAll } from "./rules.ts";
import type { Instant } from "../kernel/time.ts";
import { rightsPlace } from "../customer/items/administered.ts";
import { sessionPlace, sessionKey } from "./session-item.ts";
import { signInPlace, signInWrite } from "./sign-in-item.ts";
import { done } from "../transaction/commit.ts";
import type { Dependencies } from "../transaction/dependencies.ts";
import { execute } from "../transaction/execute.ts";

/** Who is signed in to the customer portal. It holds the address; the right for a customer is read with each request. */
export interface SignedIn {
  /** Pseudonym of the address. */
  readonly address: string;
  readonly email: string;
  /** Ids of the customers that the address speaks for. */
  readonly customers: readonly string[];
  /** The reader's language; null where it is not known. */
  readonly locale: string | null;
  /** What forms of the session carry. */
  readonly csrf: string;
}

/**
 * The session of a cookie; null if it ended, or if the address has signed out everywhere or has no customer any more.
 */
export async function openSession(
  { table }: Pick<Dependencies, "table">,
  cookie: string,
  now: Instant,
): Promise<SignedIn | null> {
  const session = await table.read(sessionPlace(sessionHash(cookie)));
  if (session === null || now >= session.endsAt) return null;
  const { address, epoch } = session;
  const { rights, signIn } = await table.read({ rights: rightsPlace(address), signIn: signInPlace(address) });
  const { email, customers, locale } = rights;
  if (email === null || signIn.epoch !== epoch) return null;
  return { address, email, customers, locale, csrf: csrfToken(cookie) };
}

/** Ends a session; nothing happens where there is none. */
export const signOut = ({ table }: Pick<Dependencies, "table">, cookie: string): Promise<void> =>
  table.remove(sessionKey(sessionHash(cookie)));

/** Ends all sessions and unused sign-in links of an address. */
export const signOutEverywhere = (
  { table }: Pick<Dependencies, "table">,
  address: string,
  now: Instant,
): Promise<void> =>
  execute(
    table,
    { now },
    (reads) => reads.read(signInPlace(address)),
    (before) => done([signInWrite(before, endAll(before), now)]),
  );
