import type { Mail } from "../../../infra/local/ses/mailbox.ts";
import { formIn, type Answer } from "./http.ts";
import { contoso, type Stack, type Who } from "./stack.ts";

let invited = 0;

/** An address at a customer that no other test of the file has invited. */
export const anAddress = (): string => `it@customer-${++invited}.example`;

/** Creates an invitation over the API, sent by mail and without reminders unless `body` says otherwise. */
export const invite = (stack: Stack, body: object = {}, who: Who = contoso): Promise<Answer> =>
  stack.ask(who, "POST", "/v1/invitations", {
    body: { customer: { email: anAddress() }, send: "email", reminders: [], ...body },
  });

/** Mails to an address, oldest first. */
export const mailsTo = ({ local }: Stack, address: string): readonly Mail[] =>
  local.mails.filter(({ to }) => to.includes(address));

/** Where a mail leads to within the product. Every mail's footer has the operator's own pages beside that. */
export const ownLinksIn = ({ local }: Stack, { links }: Pick<Mail, "links">): readonly string[] =>
  links.filter((link) => new URL(link).origin === local.url);

/** The path of the personal link in a mail or a draft. Throws when there is not exactly one. */
export function linkIn({ links }: Pick<Mail, "links">): string {
  const paths = links.map((link) => new URL(link).pathname).filter((path) => path.startsWith("/i/"));
  const [path, ...others] = new Set(paths);
  if (path === undefined || others.length > 0) throw new Error(`One personal link expected, not ${paths.length}.`);
  return path;
}

/** An invitation that was mailed, its id and the path of its link. */
export async function mailedInvitation(
  stack: Stack,
  body: object = {},
  who: Who = contoso,
): Promise<{ id: string; link: string; email: string }> {
  const email = anAddress();
  const created = await invite(stack, { customer: { email }, ...body }, who);
  await stack.local.idle();
  const [mail] = mailsTo(stack, email);
  if (created.status !== 201 || mail === undefined) throw new Error(`No mail was sent: ${created.text}`);
  return { id: String(created.json["id"]), link: linkIn(mail), email };
}

/** A whole yes, beside what the page's form holds already. */
export const yes = { decision: "accept", name: "Ada Lovelace", title: "Head of IT", agreement: "on" } as const;

/** The form of a link's page, as a customer fills it in: what is typed replaces what stands in it. */
export async function filledIn(
  stack: Stack,
  link: string,
  typed: Readonly<Record<string, string | readonly string[]>>,
): Promise<URLSearchParams> {
  const form = formIn((await stack.ask(null, "GET", link)).text);
  for (const [field, value] of Object.entries(typed)) {
    form.delete(field);
    for (const one of [value].flat()) form.append(field, one);
  }
  return form;
}

/** Posts the form of a link's page. */
export const answerOffer = async (
  stack: Stack,
  link: string,
  typed: Readonly<Record<string, string | readonly string[]>>,
): Promise<Answer> => stack.ask(null, "POST", `${link}/decision`, { body: await filledIn(stack, link, typed) });
