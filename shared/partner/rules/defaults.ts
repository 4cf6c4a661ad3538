import type { SendMode } from "../../invitation/model.ts";
import type { InvitationTerms, Message, Messages } from "../../terms/model.ts";
import type { PartnerDefaults } from "../model.ts";
import { messageFaults, permissionFaults, refuseFaults, type TermsPolicy } from "../../terms/rules.ts";

/** What may be said of defaults: members that are left out stay, null takes one back. */
export type DefaultsInput = Partial<Omit<PartnerDefaults, "messages">> & {
  readonly messages?: Readonly<Record<string, Message | null>>;
};

/** A partner that has none of its own. */
export const shippedDefaults: PartnerDefaults = { expiresIn: null, reminders: null, permissions: null, messages: {} };

/** Puts what was said over the defaults that are there. */
export function mergeDefaults(before: PartnerDefaults, { messages, ...said }: DefaultsInput): PartnerDefaults {
  return { ...before, ...said, messages: mergeMessages(before.messages, messages ?? {}) };
}

/** Messages with others put over them, language by language; null takes one away. */
export const mergeMessages = (before: Messages, said: Readonly<Record<string, Message | null>>): Messages =>
  Object.fromEntries(
    Object.entries({ ...before, ...said }).filter((entry): entry is [string, Message] => entry[1] !== null),
  );

/** Refuses defaults with which no invitation could be offered in the partner's cloud. */
export function assertUsableDefaults({ permissions, messages }: PartnerDefaults, policy: TermsPolicy): void {
  refuseFaults([
    ...(permissions === null ? [] : permissionFaults(permissions, policy, "/defaults/permissions")),
    ...messagesFaults(messages, "/defaults/messages"),
  ]);
}

/** Every message must hold the link, in its text. */
export const messagesFaults = (messages: Messages, pointer: string) =>
  Object.entries(messages).flatMap(([locale, message]) => messageFaults(message, `${pointer}/${locale}`));

/** What a partner's defaults say to a customer of a language. A plan is for mails that Rapport sends, not for a partner's own. */
export function termsOfDefaults(
  { expiresIn, reminders, permissions, messages }: PartnerDefaults,
  locale: string,
  mode: SendMode | null,
): Partial<InvitationTerms> {
  const plan = mode === "self" ? null : reminders;
  const said = { expiresIn, permissions, reminders: plan, message: messages[locale] ?? null };
  return Object.fromEntries(Object.entries(said).filter(([, term]) => term !== null));
}
