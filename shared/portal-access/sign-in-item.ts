import type { DomainEvent } from "../events/event.ts";
import { signIn, type SignIn, session, type Session } from "./model.ts";
import { noSignIn } from "./rules.ts";
import { addDays, epochSeconds, type Instant } from "../kernel/time.ts";
import type { Cause } from "../events/envelope.ts";
import { aggregateWrites } from "../events/stored-events.ts";
import type { Key } from "../table/keys.ts";
import { placeOr, place } from "../table/places.ts";
import { isNew, put, type Write } from "../table/writes.ts";

/** Key of the sign-ins of an address, by its pseudonym. */
export const signInKey = (address: string): Key => ({ PK: `ADR#${address}`, SK: "SIGNIN" });

/** How an address has asked to sign in before. */
export const signInPlace = (address: string) =>
  placeOr(signInKey(address), (item) => signIn.parse(item), noSignIn(address));

/** The conditional write of a change. Requests without a mail expire after a day. */
export const signInWrite = (before: SignIn, after: SignIn, now: Instant): Write => {
  // An epoch must outlive every session of the one before it.
  const ttl = after.version === 0 && after.epoch === 0 && { ttl: epochSeconds(addDays(now, 1)) };
  const isUnchanged = { expression: "revision = :revision", values: { ":revision": before.revision } };
  return put(signInKey(after.address), "sign-in", { ...after, ...ttl }, before.revision === 0 ? isNew : isUnchanged);
};

/** The writes of a request and its event, if it has one. */
export const signInWrites = (
  before: SignIn,
  { after, event }: { readonly after: SignIn; readonly event: DomainEvent | null },
  cause: Cause,
): Write[] =>
  event === null
    ? [signInWrite(before, after, cause.now)]
    : aggregateWrites(before, cause, [event], (newest) => signInWrite(before, { ...after, ...newest }, newest.eventAt));

/** Key of a session, by the hash of its cookie. */
export const sessionKey = (hash: string): Key => ({ PK: `SESSION#${hash}`, SK: "SESSION" });

/** A session by the hash of its cookie, whether or not it has ended: TTL only tidies up. */
export const sessionPlace = (hash: string) => place(sessionKey(hash), (item) => session.parse(item));

/** The write of a new session under the hash of its cookie. */
export const sessionWrite = (hash: string, opened: Session): Write =>
  put(sessionKey(hash), "session", { ...opened, ttl: epochSeconds(opened.endsAt) }, isNew);
