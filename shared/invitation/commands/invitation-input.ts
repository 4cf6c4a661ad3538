import type * as z from "zod/mini";
import { normaliseAddress, notAnAddress } from "../../kernel/address.ts";
import type { SendMode } from "../model.ts";
import type { NotesInput } from "../rules/notes.ts";
import { saysTheSame } from "../../kernel/equality.ts";
import { termsOfDefaults } from "../../partner/rules/defaults.ts";
import type { Partner, PartnerDefaults } from "../../partner/model.ts";
import type { InvitationTerms } from "../../terms/model.ts";
import { faultRefusal } from "../../kernel/refusal.ts";
import type { Template } from "../../templates/model.ts";
import { termsOf } from "../../templates/rules.ts";
import { purposesFor, type TermsPolicy } from "../../terms/rules.ts";
import type { DeepReadonly } from "../../kernel/deep-readonly.ts";
import type { createBody, editBody } from "../requests.ts";
import { spokenLocale } from "../../policy/locales.ts";

/** Terms from a request. Omitted fields take a default, or stay when a draft is edited. */
export type TermsInput = DeepReadonly<z.output<typeof editBody>>;

/** A new invitation as asked for. */
export interface NewInvitationInput {
  readonly terms: TermsInput;
  readonly template?: string | undefined;
  readonly notes: NotesInput;
  readonly send: SendMode | null;
}

/** Splits the body of a request into terms, notes and mode. */
export const inputOf = ({
  send,
  template,
  reference,
  notes,
  tags,
  ...terms
}: DeepReadonly<z.output<typeof createBody>>): NewInvitationInput => ({
  terms,
  template,
  notes: { reference, notes, tags },
  send: send ?? null,
});

const blankTerms = (policy: TermsPolicy, locale: string): InvitationTerms => ({
  customer: { email: "", organization: null, contactName: null, locale: null },
  locale,
  relationship: "reseller",
  anotherOrganization: false,
  permissions: policy.defaultPermissions,
  duration: "P730D",
  autoExtend: false,
  purpose: null,
  purposes: {},
  message: null,
  expiresIn: "P30D",
  reminders: null,
});

/**
 * Terms of a new invitation: as requested, else from the template, else from the partner's defaults, else as shipped.
 */
export function newTerms(
  { terms, send }: Pick<NewInvitationInput, "terms" | "send">,
  policy: TermsPolicy,
  partner: Partner,
  template: Template | null,
): InvitationTerms {
  const partners = spokenLocale(partner.locale);
  const locale = terms.customer?.locale ?? partners;
  const shipped = blankTerms(policy, partners);
  const own = { ...shipped, ...termsOfDefaults(partner.defaults, locale, send) };
  return mergeTerms({ ...own, ...(template && termsOf(template, locale)) }, terms);
}

/**
 * Merges terms. Addresses are normalised, permissions deduplicated. Purposes that were not just given are left out where
 * their permissions are.
 */
export function mergeTerms(terms: InvitationTerms, { customer, purposes, ...input }: TermsInput): InvitationTerms {
  const said = <Value extends object>(value: Value) =>
    Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<Value>;
  const merged = { ...terms, ...said(input) };
  const permissions = [...new Set(merged.permissions)];
  return {
    ...merged,
    permissions,
    purposes: purposes ?? purposesFor(terms.purposes, permissions),
    customer: {
      ...terms.customer,
      ...said({ ...customer }),
      email: customer?.email === undefined ? terms.customer.email : requireAddress(customer.email, "/customer/email"),
    },
  };
}

/** Terms in another language. The partner's default message of the old language is replaced by that of the new one. */
export function inLanguage(
  { message, ...terms }: InvitationTerms,
  locale: string | null,
  { messages }: PartnerDefaults,
): InvitationTerms {
  const [from, to] = [terms.customer.locale, locale].map((spoken) => messages[spoken ?? terms.locale] ?? null);
  const customer = { ...terms.customer, locale };
  return { ...terms, customer, message: saysTheSame(message, from) ? (to ?? null) : message };
}

/** The normalised form of an address. Refuses an invalid one. */
export function requireAddress(text: string, pointer: string): string {
  const address = normaliseAddress(text);
  if (address === null) {
    throw faultRefusal("validation", { pointer, code: "address-invalid", message: notAnAddress });
  }
  return address;
}
