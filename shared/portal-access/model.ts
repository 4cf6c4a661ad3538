/** Signing in to the customer portal: how long a mailed link lives, and how many go to one address in an hour. */
export const signInPolicy = { minutes: 15, perHour: 5 } as const;

/** How long a session of the portal lasts, whatever is done in it (HTTP contract, pages that hold a session). */
export const sessionHours = 8;
