import type { DomainEvent } from "../events/event.ts";
import { signIn, type SignIn } from "./model.ts";
import { noSignIn } from "./rules.ts";
import { addDays, epochSeconds, type Instant } from "../kernel/time.ts";
import { following, toStoredEvent, type Cause } from "../events/envelope.ts";
import { eventWrite } from "../events/stored-events.ts";
import type { Key } from "../table/keys.ts";
import { placeOr } from "../table/places.ts";
import { isNew, type Write } from "../table/writes.ts";

/** Where lies how an address (its pseudonym) asked to sign in, administrator or not. */
export const signInKey = (address: string): Key => ({ PK: `ADR#${address}`, SK: "SIGNIN" });

/** How an address has asked to sign in before. */
export const signInPlace = (address: string) =>
  placeOr(signInKey(address), (item) => signIn.parse(item), noSignIn(address));

/** The write of a change, held to what was read. What nobody gets a mail for is garbage a day later. */
export const signInWrite = (before: SignIn, after: SignIn, now: Instant): Write => ({
  kind: "put",
  item: {
    ...signInKey(after.address),
    entity: "sign-in",
    schema: 1,
    ...after,
    // An epoch must outlive every session of the one before it.
    ...(after.version === 0 && after.epoch === 0 && { ttl: epochSeconds(addDays(now, 1)) }),
  },
  condition:
    before.revision === 0 ? isNew : { expression: "revision = :revision", values: { ":revision": before.revision } },
});

/** The writes of a request and its event, if it has one, held to what was read. */
export function signInWrites(
  before: SignIn,
  { after, event }: { readonly after: SignIn; readonly event: DomainEvent | null },
  given: Cause,
): Write[] {
  if (event === null) return [signInWrite(before, after, given.now)];
  const cause = following(before, given);
  return [signInWrite(before, { ...after, eventAt: cause.now }, cause.now), eventWrite(toStoredEvent(event, cause))];
}
