import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { instant } from "../schema/primitives.ts";
import { hasEvents } from "../schema/values.ts";

/** Signing in to the customer portal: how long a mailed link lives, and how many go to one address in an hour. */
export const signInPolicy = { minutes: 15, perHour: 5 } as const;

/** The maximum lifetime of a portal session, independent of activity. */
export const sessionHours = 8;

/** A session of the customer portal. */
export const session = z.object({
  /** Pseudonym of the address. */
  address: z.string(),
  epoch: z.number(),
  startedAt: instant,
  endsAt: instant,
});
export type Session = DeepReadonly<z.output<typeof session>>;

/** How an address asks to sign in. Kept of every address that asks, administrator or not. */
export const signIn = z.object({
  /** Pseudonym of the address. */
  address: z.string(),
  /** Number of the newest link and event; 0 for an address without customers. */
  version: z.number(),
  /** Counts every write, so that concurrent ones conflict. */
  revision: z.number(),
  /** Unused links, oldest first. A newer one does not invalidate older ones. */
  links: z.array(z.object({ number: z.number(), endsAt: instant })),
  /** Times of the requests that count towards the hourly limit, oldest first. */
  askedAt: z.array(instant),
  /** Signing out everywhere raises it, which ends the sessions of earlier epochs. */
  epoch: z.number(),
  ...hasEvents,
});
export type SignIn = DeepReadonly<z.output<typeof signIn>>;
export type SignInLink = SignIn["links"][number];
