import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { instant } from "../schema/primitives.ts";
import { hasEvents } from "../schema/values.ts";

/** Proof of mailbox: how long a code lives, how many tries it takes, how many are made a day. */
export const codePolicy = { minutes: 30, tries: 5, perDay: 5 } as const;

/**
 * Limits of wrong codes per UTC day. At most 5 of one mailbox count, so 50 come from at least ten mailboxes: no single
 * recipient can stop a partner.
 */
export const wrongCodePolicy = {
  perMailbox: 10,
  /** Of these, how many count against the partner. */
  countedPerMailbox: 5,
  /** Codes stop for the day after 50 counted wrong ones, or one in ten mailed codes if that is more. */
  toStop: 50,
  mailedPerWrong: 10,
  /** Days that are summed for a freeze, whose threshold is a setting. */
  daysToFreeze: 7,
} as const;

/** An invitation's newest code: numbers only. */
export const issuedCode = z.object({
  invitationId: z.string(),
  linkVersion: z.number(),
  number: z.number(),
  kid: z.string(),
  tries: z.number(),
  endsAt: instant,
  /** The UTC day of the newest request, and the number of requests per address on it. */
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
  /** The UTC day on which codes were stopped, if ever. */
  stoppedOn: z.nullable(z.string()),
  ...hasEvents,
});
export type CodeWatch = DeepReadonly<z.output<typeof codeWatch>>;
