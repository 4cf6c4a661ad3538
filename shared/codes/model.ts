import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { instant } from "../schema/primitives.ts";

/** Proof of mailbox: how long a code lives, how many tries it takes, how many are made a day (product table, row 23). */
export const codePolicy = { minutes: 30, tries: 5, perDay: 5 } as const;

/**
 * Limits of wrong codes per UTC day. At most 5 of one mailbox count, so 50 come from at least ten mailboxes: no single
 * recipient can stop a partner.
 */
export const wrongCodePolicy = {
  /** Taken for one mailbox and partner. */
  perMailbox: 10,
  /** How many of them count against the partner. */
  countedPerMailbox: 5,
  /** From so many counted ones, or from one in so many mailed codes where that is more, none is taken any more that day. */
  toStop: 50,
  mailedPerWrong: 10,
  /** Days whose counted ones are summed up for a freeze; how many freeze is the operator's choice. */
  daysToFreeze: 7,
} as const;

/** What is known of an invitation's newest code: numbers only (domain, Links and codes). */
export const issuedCode = z.object({
  invitationId: z.string(),
  linkVersion: z.number(),
  number: z.number(),
  kid: z.string(),
  tries: z.number(),
  endsAt: instant,
  /** The UTC day of the newest request, and how many each address made on it, by its pseudonym: a new recipient has a quota of its own. */
  day: z.string(),
  asked: z.record(z.string(), z.number()),
});
export type IssuedCode = DeepReadonly<z.output<typeof issuedCode>>;

/** How many wrong codes were entered on requests of one partner on a UTC day. */
export const wrongCodes = z.object({ day: z.string(), wrong: z.number() });
export type WrongCodes = DeepReadonly<z.output<typeof wrongCodes>>;

/** When the codes of a partner's requests were stopped last. */
export const codeWatch = z.object({
  partnerId: z.string(),
  version: z.number(),
  /** The UTC day on which no code is taken any more; null where that never happened. */
  stoppedOn: z.nullable(z.string()),
  eventAt: z.optional(instant),
});
export type CodeWatch = DeepReadonly<z.output<typeof codeWatch>>;
