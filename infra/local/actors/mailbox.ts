import * as z from "zod";
import type { Control } from "./control.ts";

const mailSchema = z.object({
  id: z.string(),
  at: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  headers: z.record(z.string(), z.string()),
  links: z.array(z.string()),
});

/** One mail as it lies in the mailbox. */
export type Mail = z.infer<typeof mailSchema>;

/** Which of several mails is meant. */
export interface MailFilter {
  /** Part of the sender. */
  readonly from?: string;
  /** Part of the text, for instance a partner's name: an address gets mails of several partners. */
  readonly text?: string;
  /** Part of the subject. */
  readonly subject?: string;
  /** Part of a link in it. */
  readonly link?: string;
  /** Whether it tells a code. */
  readonly hasCode?: boolean;
}

const code = /(?<![\d-])\d{4}[ \u00A0]?\d{4}(?![\d-])/;

/** The code that a mail tells; `undefined` where it tells none. */
const codeIn = ({ subject, text }: Mail): string | undefined =>
  (code.exec(text) ?? code.exec(subject))?.[0].replaceAll(/\D/g, "");

const linkIn = ({ links }: Mail, part: string): string | undefined => links.find((link) => link.includes(part));

const fits = (mail: Mail, { from = "", text = "", subject = "", link, hasCode }: MailFilter): boolean =>
  mail.from.includes(from) &&
  mail.text.includes(text) &&
  mail.subject.includes(subject) &&
  (link === undefined || linkIn(mail, link) !== undefined) &&
  (hasCode === undefined || (codeIn(mail) !== undefined) === hasCode);

/** The mailbox behind these control calls. */
export const mailboxOf = (control: Control) => {
  /** Every mail to an address that fits, oldest first. */
  const to = async (email: string, filter: MailFilter = {}): Promise<readonly Mail[]> => {
    const { items } = await control.call("GET", `mail?to=${encodeURIComponent(email)}`);
    return z
      .array(mailSchema)
      .parse(items)
      .filter((mail) => fits(mail, filter));
  };
  /** The newest of them. Throws when there is none. */
  const latest = async (email: string, filter: MailFilter = {}): Promise<Mail> => {
    const mail = (await to(email, filter)).at(-1);
    if (mail === undefined) throw new Error(`There is no mail to ${email} that fits ${JSON.stringify(filter)}.`);
    return mail;
  };
  /** The link to this folder in the newest mail that has one. Throws when there is none. */
  const link = async (email: string, folder: string, filter?: MailFilter): Promise<string> =>
    linkIn(await latest(email, { link: folder, ...filter }), folder) ?? "";
  return {
    ...{ to, latest, link },
    /** The newest mail that fits, after everything that was asked has had its consequences. */
    waitFor: async (email: string, filter?: MailFilter) => {
      await control.idle();
      return latest(email, filter);
    },
    personalLink: (email: string, filter?: MailFilter) => link(email, "/i/", filter),
    /** The code in the newest mail that has one. Throws when there is none. */
    code: async (email: string, filter?: MailFilter) => codeIn(await latest(email, { ...filter, hasCode: true })) ?? "",
    clear: async () => void (await control.call("DELETE", "mail")),
  };
};

/** Everybody's mailbox. */
export type Mailbox = ReturnType<typeof mailboxOf>;
