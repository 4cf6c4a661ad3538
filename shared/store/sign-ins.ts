import * as z from "zod/mini";
import { noSignIn, type SignIn } from "../domain/sign-in.ts";
import { addDays, type Instant } from "../domain/time.ts";
import { instant } from "../schema/primitives.ts";
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

/** The write of a request, held to what was read. What nobody gets a mail for is garbage a day later. */
export const signInWrite = (isKnown: boolean, before: SignIn, after: SignIn, now: Instant): Write => ({
  kind: "put",
  item: {
    ...itemOf(after),
    ...(after.version === 0 && { ttl: Math.ceil(Date.parse(addDays(now, 1)) / 1000) }),
  },
  condition: isAtVersion(isKnown ? before.version : null),
});

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
