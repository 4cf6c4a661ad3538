import type { MailKind } from "../delivery/rules/mail-kinds.ts";

/** What a mail is about, as SES carries it through to its delivery events. Never an address, never a link. */
export interface MailTags {
  /** The invitation; the customer where the mail is about none. */
  readonly invitation: string;
  /** Version of the link that the mail holds. */
  readonly link: number;
  readonly kind: MailKind;
  /** Sequence of the event that asked for the mail. */
  readonly mail: number;
  /** Correlation id of that event, which what becomes of the mail carries on. */
  readonly correlation: string;
}

/** The tags in the format of SES: names and values of letters, digits, `_` and `-`. */
export const toSesTags = (tags: MailTags): { Name: string; Value: string }[] =>
  Object.entries(tags).map(([Name, value]) => ({ Name, Value: String(value) }));
