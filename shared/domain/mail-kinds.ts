/**
 * Kinds of mails. A `notice` tells a customer's people what became of an invitation or a relationship, a `partner-notice`
 * the partner's; neither says anything of an invitation's delivery.
 */
export const mailKinds = ["invitation", "reminder", "code", "notice", "partner-notice", "sign-in"] as const;
export type MailKind = (typeof mailKinds)[number];
