import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { duration, instant, reminderEntry } from "../schema/primitives.ts";
import { idOf, personal, personalText, text } from "../schema/values.ts";

/** `reseller` sells and supports; `advisor` manages services bought through another channel. */
export const relationshipTypes = ["reseller", "advisor"] as const;
export type RelationshipType = (typeof relationshipTypes)[number];
export const relationshipType = z.enum(relationshipTypes);

/** A partner's own words; the text holds `{{link}}`. */
export const message = z.object({ subject: text, text });
export type Message = DeepReadonly<z.output<typeof message>>;

/** The same by language of the customer. */
export const messages = z.record(text, message);
export type Messages = DeepReadonly<z.output<typeof messages>>;

/** Why a partner asks, in its own words: for the request, and for permissions by their ids. A customer agrees to them. */
export const purposes = { purpose: personal(z.nullable(text)), purposes: personal(z.record(text, text)) };
export type Purposes = DeepReadonly<{ purpose: string | null; purposes: Record<string, string> }>;

/** The fields that the partner chooses. */
export const asked = {
  relationship: relationshipType,
  /** Asks for an organisation for which the address has not accepted this relationship yet. */
  anotherOrganization: z.boolean(),
  permissions: z.array(text),
  duration,
  autoExtend: z.boolean(),
  ...purposes,
  message: personal(z.nullable(message)),
  expiresIn: duration,
  /** Null: the default plan if Rapport sends, none if the partner sends. */
  reminders: z.nullable(z.array(reminderEntry)),
};

/** The customer of an invitation. */
export const invitedCustomer = z.object({
  email: personalText,
  // The organisation can be one person.
  organization: personal(z.nullable(text)),
  contactName: personal(z.nullable(text)),
  /** Null if unknown: pages then use the browser's language. */
  locale: z.nullable(text),
});

/** The terms of an invitation, editable until sent. `locale` is used if the customer's is unknown. */
export const terms = z.object({ customer: invitedCustomer, locale: text, ...asked });
export type InvitationTerms = DeepReadonly<z.output<typeof terms>>;

/** How sure the operator is of a partner's name. */
export const verification = z.object({ at: instant, how: personalText });
export type Verification = DeepReadonly<z.output<typeof verification>>;

/** An agreement by its version and the hash of its text. */
export const agreement = z.object({ version: text, hash: text });

/** The offer as shown to the customer, frozen when the invitation is sent. Every answer names its digest. */
export const offer = z.object({
  partnerId: idOf("partner"),
  /** Only in an offer of a sandbox partner: it is a test. */
  sandbox: z.optional(z.literal(true)),
  partnerName: text,
  partnerVerified: z.nullable(verification),
  customer: personalText,
  cloud: text,
  relationship: asked.relationship,
  /** The live relationship whose permissions are requested; null for a new one. */
  relationshipId: z.nullable(idOf("relationship")),
  anotherOrganization: asked.anotherOrganization,
  permissions: asked.permissions,
  /** Version of the texts that described the permissions. */
  catalogue: text,
  duration,
  autoExtend: asked.autoExtend,
  /** Only in an offer for which one was given. */
  purpose: personal(z.optional(text)),
  /** Only in an offer in which some permission has one. */
  purposes: personal(z.optional(z.record(text, text))),
  agreement,
});
export type Offer = DeepReadonly<z.output<typeof offer>>;

/** A fingerprint of an offer: `sha256:` and hex, over RFC 8785 canonical JSON. */
export type OfferDigest = `sha256:${string}`;

/** Whether a customer can accept a part: some permission is not required, and a restoration has more than one. */
export const mayNarrow = ({
  permissions,
  isRestoration,
}: {
  readonly permissions: readonly { readonly required: boolean }[];
  readonly isRestoration: boolean;
}): boolean => permissions.some(({ required }) => !required) && (!isRestoration || permissions.length > 1);
