import * as z from "zod/mini";
import { userRoles, type PartnerUser } from "../../../shared/users/model.ts";
import {
  codesStoppedMail,
  ownNewsMail,
  userNewsMail,
  type UserNews,
} from "../../../shared/partner/mails/partner-mails.ts";
import type { Mailing } from "../mailing.ts";
import type { PartnerContext } from "./partner-context.ts";
import { addressesOf } from "./partner-mailings.ts";
import { noticeTo } from "./to-administrators.ts";

const role = z.enum(userRoles);
const userSchema = z.object({
  user: z.object({ id: z.string(), email: z.string() }),
  role,
  previousRole: z.nullable(role),
});

/**
 * Notifies the partner's admins that a user was added, removed or given another role; and the user of a change or removal.
 * The user pool mails an added user.
 */
export const userMailings =
  (kind: UserNews["kind"]) =>
  (context: PartnerContext): Mailing[] => {
    const { event, users, reader } = context;
    const { user, role: after, previousRole: before } = userSchema.parse(event.data);
    const at = event.metadata.occurredAt;
    const news = { address: user.email, role: after, before, by: actingPersonAmong(users, event.metadata.actor), at };
    const own = addressesOf([user.email]);
    // A user who was added again since has access.
    const isBack = kind === "removed" && users.some(({ email }) => addressesOf([email])[0] === own[0]);
    const ownMail = kind === "added" || isBack ? null : ownNewsMail(reader, { ...news, kind });
    const others = adminAddresses(users).filter((address) => !own.includes(address));
    return [
      ...(ownMail === null ? [] : own.map((to) => noticeTo(to, context, ownMail))),
      ...others.map((to) => noticeTo(to, context, userNewsMail(reader, { ...news, kind }))),
    ];
  };

function actingPersonAmong(
  users: readonly PartnerUser[],
  { kind, id }: PartnerContext["event"]["metadata"]["actor"],
): UserNews["by"] {
  if (kind !== "partner") return "operator";
  return users.find((user) => user.id === id) ?? "former";
}

const adminAddresses = (users: readonly PartnerUser[]): string[] =>
  addressesOf(users.filter((user) => user.role === "admin").map(({ email }) => email));

const stopSchema = z.object({ day: z.string(), wrong: z.number() });

/** Notifies the partner's admins and its addresses for notices that its codes are not accepted that day. */
export function codesStoppedMailings(context: PartnerContext): Mailing[] {
  const { event, partner, users, reader } = context;
  const mail = codesStoppedMail(reader, stopSchema.parse(event.data));
  const recipients = new Set([...adminAddresses(users), ...addressesOf(partner.notifications)]);
  return [...recipients].map((to) => ({ ...noticeTo(to, context, mail), kind: "partner-notice" }));
}
