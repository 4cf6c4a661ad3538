/** Proof of mailbox: how long a code lives, how many tries it takes, how many are made a day (product table, row 23). */
export const codePolicy = { minutes: 30, tries: 5, perDay: 5 } as const;

/**
 * How many wrong codes are heard a UTC day, whatever the invitation. A mailbox counts for so few against its partner that
 * fifty are of at least ten mailboxes: no recipient alone can stop a partner.
 */
export const wrongCodePolicy = {
  /** Heard for one mailbox and partner. */
  perMailbox: 10,
  /** How many of them count against the partner. */
  countedPerMailbox: 5,
  /** From so many counted ones, or from one in so many mailed codes where that is more, none is taken any more that day. */
  toStop: 50,
  mailedPerWrong: 10,
  /** Days whose counted ones are summed up for a freeze; how many freeze is the operator's choice. */
  daysToFreeze: 7,
} as const;
