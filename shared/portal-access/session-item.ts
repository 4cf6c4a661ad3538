import { session, type Session } from "./model.ts";
import { epochSeconds } from "../kernel/time.ts";
import type { Key } from "../table/keys.ts";
import { place } from "../table/places.ts";
import { isNew, put, type Write } from "../table/writes.ts";

/** Where a session lies, by the hash of its cookie. */
export const sessionKey = (hash: string): Key => ({ PK: `SESSION#${hash}`, SK: "SESSION" });

/** A session by the hash of its cookie, whether or not it has ended: TTL only tidies up. */
export const sessionPlace = (hash: string) => place(sessionKey(hash), (item) => session.parse(item));

/** The write of a new session under the hash of its cookie. */
export const sessionWrite = (hash: string, opened: Session): Write =>
  put(sessionKey(hash), "session", { ...opened, ttl: epochSeconds(opened.endsAt) }, isNew);
