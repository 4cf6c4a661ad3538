import { addDays, epochSeconds, type Instant } from "../kernel/time.ts";
import type { Key } from "../table/keys.ts";
import { place, placeOr } from "../table/places.ts";
import { isNew, put, type Write } from "../table/writes.ts";
import { consoleSession, signedOut, type ConsoleSession } from "./model.ts";

/** Keys of the console's sessions. */
export const consoleKeys = {
  /** By the hash of the cookie. */
  session: (hash: string): Key => ({ PK: `CONSOLE#${hash}`, SK: "SESSION" }),
  /** When a user signed out everywhere. */
  signedOut: (partnerId: string, userId: string): Key => ({ PK: `PTN#${partnerId}#SIGNED-OUT`, SK: userId }),
};

/** A session by the hash of its cookie, whether or not it has ended: TTL only tidies up. */
export const consoleSessionPlace = (hash: string) =>
  place(consoleKeys.session(hash), (item) => consoleSession.parse(item));

/** The write of a new session under the hash of its cookie. */
export const consoleSessionWrite = (hash: string, opened: ConsoleSession): Write =>
  put(consoleKeys.session(hash), "console-session", { ...opened, ttl: epochSeconds(opened.endsAt) }, isNew);

/** When a user last signed out everywhere; null if that is so long ago that no session of then is left. */
export const signedOutPlace = ({ partnerId, userId }: Pick<ConsoleSession, "partnerId" | "userId">) =>
  placeOr<Instant | null>(consoleKeys.signedOut(partnerId, userId), (item) => signedOut.parse(item).at, null);

/** The write of signing out everywhere. It outlives every session that it ends. */
export const signedOutWrite = (
  { partnerId, userId }: Pick<ConsoleSession, "partnerId" | "userId">,
  at: Instant,
): Write =>
  put(consoleKeys.signedOut(partnerId, userId), "console-signed-out", { at, ttl: epochSeconds(addDays(at, 1)) });
