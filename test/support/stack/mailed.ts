import type { Answer } from "../../../infra/local/actors/answers.ts";
import { newAddress } from "../../../infra/local/actors/partner.ts";
import type { Mail } from "../../../infra/local/ses/mailbox.ts";
import { contoso, type Stack } from "./stack.ts";

/** Creates an invitation over the API, sent by mail and without reminders unless `body` says otherwise. */
export const createInvitation = (
  stack: Stack,
  body: object = {},
  { partner, role }: { readonly partner: string; readonly role: string } = contoso,
): Promise<Answer> =>
  stack.partner(partner, role).create({ customer: { email: newAddress() }, send: "email", reminders: [], ...body });

/** Mails to an address, oldest first. */
export const mailsTo = ({ local }: Stack, address: string): readonly Mail[] =>
  local.mails.filter(({ to }) => to.includes(address));

/** The personal link in a mail or a draft. Throws when there is not exactly one. */
export function linkIn({ links }: Pick<Mail, "links">): string {
  const [link, ...others] = new Set(links.filter((one) => new URL(one).pathname.startsWith("/i/")));
  if (link === undefined || others.length > 0) throw new Error(`One personal link expected, not ${1 + others.length}.`);
  return link;
}
