/** Proof of mailbox: how long a code lives, how many tries it takes, how many are made a day (product table, row 23). */
export const codePolicy = { minutes: 30, tries: 5, perDay: 5 } as const;
