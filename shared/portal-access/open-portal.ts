import { sessionHash } from "../crypto/sessions.ts";
import { verifySignIn } from "../crypto/sign-in.ts";
import { opensSession, useLink } from "./rules.ts";
import { addHours, type Instant } from "../kernel/time.ts";
import { sessionHours, type SignIn } from "./model.ts";
import { rightsPlace, rightsUnchanged } from "../customer/items/administered.ts";
import { sessionWrite } from "./session-item.ts";
import { signInPlace, signInWrite } from "./sign-in-item.ts";
import type { Administered } from "../customer/model.ts";
import type { Reads } from "../transaction/commit.ts";
import type { Dependencies } from "../transaction/dependencies.ts";
import { execute } from "../transaction/execute.ts";
import { openSession, type SignedIn } from "./open-session.ts";

/** Whether a mailed link would open a session now. Changes nothing, so that a scanner may ask. */
export const opensPortal = async (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  now: Instant,
): Promise<boolean> => (await usable(dependencies, token, now)) !== null;

/**
 * Signs in with a mailed link, which is used up in the same write. Repeating it with the same cookie is true again, so
 * that a double click opens one session.
 */
export const signIn = (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  cookie: string,
  now: Instant,
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
        rightsUnchanged(rights),
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

/** The mac is compared before anything is read. */
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
