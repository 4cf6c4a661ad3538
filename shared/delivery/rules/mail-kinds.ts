/**
 * Kinds of mail. A `notice` informs a customer's administrators or a partner's users; a `partner-notice` informs a
 * partner about its requests.
 */
export const mailKinds = ["invitation", "reminder", "code", "notice", "partner-notice", "sign-in"] as const;
export type MailKind = (typeof mailKinds)[number];
