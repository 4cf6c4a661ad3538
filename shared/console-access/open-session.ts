import { csrfToken, sessionHash } from "../crypto/sessions.ts";
import type { Instant } from "../kernel/time.ts";
import { partnerPlace } from "../partner/items/partners.ts";
import type { Partner } from "../partner/model.ts";
import { done } from "../transaction/commit.ts";
import type { Dependencies } from "../transaction/dependencies.ts";
import { execute } from "../transaction/execute.ts";
import { firstAdmins, userPlace } from "../users/item.ts";
import type { PartnerUser } from "../users/model.ts";
import { isOpen, startSession, type ConsoleSession } from "./model.ts";
import {
  consoleKeys,
  consoleSessionPlace,
  consoleSessionWrite,
  signedOutPlace,
  signedOutWrite,
} from "./session-item.ts";

type Needs = Pick<Dependencies, "table">;
type Owner = Pick<ConsoleSession, "userId" | "partnerId">;

/** A signed-in user of a partner, in the role that it has now. */
export interface SignedInUser {
  readonly user: PartnerUser;
  readonly partner: Pick<Partner, "displayName" | "verified" | "frozen" | "sandbox" | "locale">;
  /** CSRF token for forms. */
  readonly csrf: string;
}

/** The session of a cookie; null if it ended, or if its user signed out everywhere or is not the partner's any more. */
export async function openConsole({ table }: Needs, cookie: string, now: Instant): Promise<SignedInUser | null> {
  const { session } = await table.read({ session: consoleSessionPlace(sessionHash(cookie)) });
  if (session === null) return null;
  const { user, partner, signedOutAt } = await table.read({
    user: userPlace(session.partnerId, session.userId),
    partner: partnerPlace(session.partnerId),
    signedOutAt: signedOutPlace(session),
  });
  if (user === null || partner === null || !isOpen(session, signedOutAt, now)) return null;
  return { user, partner, csrf: csrfToken(cookie) };
}

/** Starts a session under a new cookie; false if the pool's user is not on the partner's list. */
export const startConsole = ({ table }: Needs, owner: Owner, cookie: string, now: Instant): Promise<boolean> =>
  execute(
    table,
    { now },
    (reads) => reads.read({ user: userPlace(owner.partnerId, owner.userId) }),
    ({ user }) => ({
      answer: () => user !== null,
      writes: user === null ? [] : [consoleSessionWrite(sessionHash(cookie), startSession(owner, now))],
    }),
  );

/** Ends a session, if there is one. */
export const endConsole = ({ table }: Needs, cookie: string): Promise<void> =>
  table.remove(consoleKeys.session(sessionHash(cookie)));

/** Ends all sessions of a user. */
export const endAllConsoles = ({ table }: Needs, owner: Owner, now: Instant): Promise<void> =>
  execute(
    table,
    { now },
    async () => null,
    () => done([signedOutWrite(owner, now)]),
  );

/** Maximum number of admins who are named to a colleague. */
const mostAdmins = 3;

/** Addresses of a partner's admins, whom a colleague can ask. */
export const adminsToAsk = async ({ table }: Needs, partnerId: string): Promise<string[]> =>
  (await firstAdmins(table, partnerId, mostAdmins)).map(({ email }) => email);
