import { saysTheSame } from "../kernel/equality.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Instant } from "../kernel/time.ts";
import type { Partner } from "../partner/model.ts";
import { mergeMessages, messagesFaults } from "../partner/rules/defaults.ts";
import type { InvitationTerms, Message } from "../terms/model.ts";
import {
  endlessHighRisk,
  givenPurposes,
  messageFaults,
  permissionFaults,
  purposeFaults,
  purposesFor,
  refuseFaults,
  type TermsPolicy,
  unknownPermissions,
} from "../terms/rules.ts";
import { mostTemplates, type Template, type TemplateIndex } from "./model.ts";

type TemplateTerms = Omit<Template, "id" | "partnerId" | "version" | "name" | "createdAt" | "updatedAt">;

/** Fields of a template; omitted ones stay, null removes one. */
export type TemplateInput = Partial<Omit<TemplateTerms, "messages" | "purposes">> & {
  readonly name?: string;
  readonly messages?: Readonly<Record<string, Message | null>>;
  readonly purposes?: Template["purposes"];
};

const blank: TemplateTerms = {
  relationship: null,
  permissions: null,
  duration: null,
  autoExtend: null,
  purpose: null,
  purposes: {},
  message: null,
  messages: {},
  expiresIn: null,
  reminders: null,
};

/** Makes a template. */
export const createTemplate = (
  id: string,
  partnerId: string,
  { name, ...input }: TemplateInput & { readonly name: string },
  now: Instant,
): Template => merged({ ...blank, id, partnerId, version: 1, name, createdAt: now, updatedAt: now }, input);

/** Edits a template; the same one if nothing changes. Invitations made from it stay. */
export function editTemplate(before: Template, input: TemplateInput, now: Instant): Template {
  const after = merged(before, input);
  return saysTheSame(after, before) ? before : { ...after, version: before.version + 1, updatedAt: now };
}

/** The index with one more template; refuses when it is full. */
export function indexed(before: TemplateIndex, id: string): TemplateIndex {
  if (before.ids.length >= mostTemplates) {
    throw new Refusal("template-limit", `A partner has at most ${mostTemplates} templates.`, { limit: mostTemplates });
  }
  return { ...before, version: before.version + 1, ids: [...before.ids, id] };
}

/** The index without a template. */
export const unindexed = (before: TemplateIndex, id: string): TemplateIndex => ({
  ...before,
  version: before.version + 1,
  ids: before.ids.filter((other) => other !== id),
});

function merged(before: Template, { messages, purposes, ...said }: TemplateInput): Template {
  const after = { ...before, ...said, messages: mergeMessages(before.messages, messages ?? {}) };
  if (purposes !== undefined) return { ...after, purposes };
  return after.permissions === null ? after : { ...after, purposes: purposesFor(before.purposes, after.permissions) };
}

/** Refuses a template whose terms cannot be offered in the partner's cloud. */
export function assertUsable(
  { message, messages, ...template }: Template,
  { defaults }: Pick<Partner, "defaults">,
  policy: TermsPolicy,
): void {
  const permissions = template.permissions ?? defaults.permissions ?? policy.defaultPermissions;
  refuseFaults([
    ...(template.permissions === null ? [] : permissionFaults(permissions, policy, "/permissions")),
    ...endlessHighRisk({ permissions, autoExtend: template.autoExtend ?? false }, policy),
    ...(template.permissions === null
      ? unknownPermissions(Object.keys(template.purposes), policy, "/purposes")
      : purposeFaults(template.purposes, template.permissions)),
    ...(message === null ? [] : messageFaults(message, "/message")),
    ...messagesFaults(messages, "/messages"),
  ]);
}

/** The terms of a template for a customer of a language. */
export function termsOf(template: Template, locale: string): Partial<InvitationTerms> {
  const { relationship, permissions, duration, autoExtend, expiresIn, reminders } = template;
  const message = template.messages[locale] ?? template.message;
  const said = {
    relationship,
    permissions,
    duration,
    autoExtend,
    ...givenPurposes(template),
    expiresIn,
    reminders,
    message,
  };
  return Object.fromEntries(Object.entries(said).filter(([, term]) => term !== null));
}
