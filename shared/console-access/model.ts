import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { addHours, type Instant } from "../kernel/time.ts";
import { instant } from "../schema/primitives.ts";

/** The maximum lifetime of a console session, independent of activity. */
export const consoleHours = 8;

/** A session of the console. It has no role and no address: both are read with every request. */
export const consoleSession = z.object({
  /** The user's id in the pool. */
  userId: z.string(),
  partnerId: z.string(),
  startedAt: instant,
  endsAt: instant,
});
export type ConsoleSession = DeepReadonly<z.output<typeof consoleSession>>;

/** The moment at which a user signed out everywhere: sessions that started before it have ended. */
export const signedOut = z.object({ at: instant });

/** A session that starts now. */
export const startSession = (
  { userId, partnerId }: Pick<ConsoleSession, "userId" | "partnerId">,
  now: Instant,
): ConsoleSession => ({ userId, partnerId, startedAt: now, endsAt: addHours(now, consoleHours) });

/** Whether a session still opens the console; `signedOutAt` is the last time that its user signed out everywhere. */
export const isOpen = ({ startedAt, endsAt }: ConsoleSession, signedOutAt: Instant | null, now: Instant): boolean =>
  now < endsAt && (signedOutAt === null || startedAt > signedOutAt);
