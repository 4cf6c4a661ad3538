import { sessionHash } from "../crypto/sessions.ts";
import { verifySignIn } from "../crypto/sign-in.ts";
import { opensSession, type SignIn } from "../domain/sign-in.ts";
import type { Instant } from "../domain/time.ts";
import { sessionHours } from "../policy/sign-in.ts";
import { keys } from "../store/keys.ts";
import { sessionWrite } from "../store/sessions.ts";
import { parseSignIn, signInUseWrite } from "../store/sign-ins.ts";
import { Superseded } from "../store/superseded.ts";
import type { Dependencies } from "./dependencies.ts";

/** Whether a mailed link would open a session now. Changes nothing, so that a scanner may ask. */
export const opensPortal = async (
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  now: Instant,
): Promise<boolean> => (await usable(dependencies, token, now)) !== null;

/**
 * Signs in with a mailed link: it is used up in the write that makes the session, which goes by the hash of `cookie`.
 * False for a link that is forged, foreign, used, over, or replaced by a newer one, and for who is administrator no more.
 */
export async function signIn(
  dependencies: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  cookie: string,
  now: Instant,
): Promise<boolean> {
  const found = await usable(dependencies, token, now);
  if (found === null) return false;
  const { customerId, address: administrator } = found;
  const endsAt = new Date(Date.parse(now) + sessionHours * 3_600_000).toISOString();
  try {
    await dependencies.table.transact([
      signInUseWrite(found),
      sessionWrite(sessionHash(cookie), { customerId, administrator, startedAt: now, endsAt }),
      {
        kind: "check",
        key: keys.administrator(customerId, administrator),
        condition: { expression: "attribute_exists(PK)" },
      },
    ]);
    return true;
  } catch (error) {
    if (error instanceof Superseded) return false;
    throw error;
  }
}

/** The mac is compared before anything is read. */
async function usable(
  { table, masterKey }: Pick<Dependencies, "table" | "masterKey">,
  token: string,
  now: Instant,
): Promise<SignIn | null> {
  const numbers = verifySignIn(token, await masterKey());
  if (numbers === null) return null;
  const { customerId, address, number } = numbers;
  const [item, administrator] = await table.getMany([
    keys.signIn(customerId, address),
    keys.administrator(customerId, address),
  ]);
  const found = parseSignIn(item, customerId, address);
  return administrator && opensSession(found, number, now) ? found : null;
}
