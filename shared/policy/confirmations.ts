/** Days for which a link to confirm an address lives, and how many such mails a partner may cause a day. */
export const confirmationPolicy = { days: 7, perDay: 20 } as const;
