import * as z from "zod/mini";
import type { DomainEvent } from "../domain/event.ts";
import { noSignIn, type SignIn } from "../domain/sign-in.ts";
import { addDays } from "../domain/time.ts";
import { following, toStoredEvent, type Cause } from "../events/envelope.ts";
import { instant } from "../schema/primitives.ts";
import { eventAt, eventWrite } from "./events.ts";
import { keys } from "./keys.ts";
import type { RawItem } from "./table.ts";
import { isAtVersion, type Write } from "./writes.ts";

const signInSchema: z.ZodMiniType<SignIn> = z.object({
  customerId: z.string(),
  address: z.string(),
  version: z.number(),
  endsAt: instant,
  used: z.number(),
  askedAt: z.array(instant),
  eventAt,
});

/** Reads how an address has asked before, from the item at `keys.signIn`. */
export const parseSignIn = (item: RawItem | null | undefined, customerId: string, address: string): SignIn =>
  item ? signInSchema.parse(item) : noSignIn(customerId, address);

const itemOf = (signIn: SignIn) => ({
  ...keys.signIn(signIn.customerId, signIn.address),
  entity: "sign-in",
  schema: 1,
  ...signIn,
});

/** The writes of a request and its event, held to what was read. What nobody gets a mail for is garbage a day later. */
export function signInWrites(
  isKnown: boolean,
  before: SignIn,
  { after, event }: { readonly after: SignIn; readonly event: DomainEvent | null },
  given: Cause,
): Write[] {
  const cause = following(before, given);
  const item = {
    ...itemOf(after),
    ...(event !== null && { eventAt: cause.now }),
    ...(after.version === 0 && { ttl: Math.ceil(Date.parse(addDays(cause.now, 1)) / 1000) }),
  };
  return [
    { kind: "put", item, condition: isAtVersion(isKnown ? before.version : null) },
    ...(event === null ? [] : [eventWrite(toStoredEvent(event, cause))]),
  ];
}

/** The write that uses the newest link up; it fails when it was used, or when there is a newer one. */
export const signInUseWrite = (signIn: SignIn): Write => ({
  kind: "put",
  item: itemOf({ ...signIn, used: signIn.version }),
  condition: {
    expression: "#version = :version AND used < :version",
    names: { "#version": "version" },
    values: { ":version": signIn.version },
  },
});
