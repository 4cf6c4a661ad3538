import { csrfToken, sessionHash } from "../crypto/sessions.ts";
import { signOutEverywhere as endAll, opensSession, useLink } from "./rules.ts";
import { type Instant, addHours } from "../kernel/time.ts";
import { rightsPlace, rightsChanged } from "../customer/items/administered.ts";
import { withLanguage } from "../customer/rules/administered.ts";
import { sessionPlace, sessionKey, sessionWrite, signInPlace, signInWrite } from "./sign-in-item.ts";
import { done, type Reads } from "../transaction/commit.ts";
import type { Dependencies } from "../transaction/dependencies.ts";
import { execute } from "../transaction/execute.ts";
import { verifySignIn } from "../crypto/sign-in.ts";
import { sessionHours, type SignIn } from "./model.ts";
import type { Administered } from "../customer/model.ts";

/** A signed-in address. Its rights for a customer are read with each request. */
export interface SignedIn {
  /** Pseudonym of the address. */
  readonly address: string;
  readonly email: string;
  readonly customers: readonly string[];
  readonly locale: string | null;
  /** CSRF token for forms. */
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

/** Ends a session, if there is one. */
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

/** Whether a mailed link would open a session now. Changes nothing, so that a scanner may ask. */
export const opensPortal = async (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  now: Instant,
): Promise<boolean> => (await usable(dependencies, token, now)) !== null;

/**
 * Signs in with a mailed link, which is used up in the same write, and remembers the language of the page. Repeating it with the same cookie is true again, so
 * that a double click opens one session.
 */
export const signIn = (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  cookie: string,
  now: Instant,
  locale: string | null = null,
): Promise<boolean> =>
  execute(
    dependencies.table,
    { now },
    (table) => usable({ ...dependencies, table }, token, now),
    async (found) => {
      if (found === null) {
        const isOwn = await isOwnLink(dependencies, token, await openSession(dependencies, cookie, now));
        return { answer: () => isOwn, writes: [] };
      }
      const { before, number, rights } = found;
      const { address, epoch } = before;
      const endsAt = addHours(now, sessionHours);
      const writes = [
        signInWrite(before, useLink(before, number), now),
        sessionWrite(sessionHash(cookie), { address, epoch, startedAt: now, endsAt }),
        rightsChanged(rights, withLanguage(rights, locale)),
      ];
      return { answer: () => true, writes };
    },
  );

/** Whether a genuine link, alive or not, was mailed to the address of a session. */
export async function isOwnLink(
  { masterKey }: Pick<Dependencies, "masterKey">,
  token: string,
  session: Pick<SignedIn, "address"> | null,
): Promise<boolean> {
  return session !== null && verifySignIn(token, await masterKey())?.address === session.address;
}

/** The MAC is checked before anything is read. */
async function usable(
  { table, masterKey }: Pick<Dependencies, "masterKey"> & { readonly table: Reads },
  token: string,
  now: Instant,
): Promise<{ readonly before: SignIn; readonly number: number; readonly rights: Administered } | null> {
  const numbers = verifySignIn(token, await masterKey());
  if (numbers === null) return null;
  const { address, number } = numbers;
  const { before, rights } = await table.read({ before: signInPlace(address), rights: rightsPlace(address) });
  return rights.customers.length > 0 && opensSession(before, number, now) ? { before, number, rights } : null;
}
