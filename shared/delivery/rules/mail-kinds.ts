/**
 * Kinds of mails. A `notice` tells a customer's people what became of an invitation or a relationship, and a partner's
 * what happened to its users; a `partner-notice` tells the partner of its requests. Neither says anything of an invitation's delivery.
 */
export const mailKinds = ["invitation", "reminder", "code", "notice", "partner-notice", "sign-in"] as const;
export type MailKind = (typeof mailKinds)[number];
