import * as z from "zod/mini";
import type { FaultCode } from "../../shared/kernel/fault-code.ts";
import { pageQuery } from "../../shared/http/parse.ts";
import { isOffered, locales, offeredLocales } from "../../shared/policy/locales.ts";
import { offeredLocale } from "../../shared/schema/locale.ts";
import { partnerName } from "../../shared/partner/requests.ts";
import { line, mayBeLeftOut, moment, normalAddress } from "../../shared/schema/primitives.ts";
import { relationshipType } from "../../shared/terms/model.ts";
import { changedBy, fixed, readOnly } from "../../shared/schema/read-only.ts";
import { grantDuration, openDuration, ownWords, permissionList, reminderPlan } from "../../shared/terms/requests.ts";

/** A message per language. Null takes one back, also of a language that is offered no more. */
const messages = z.partialRecord(z.enum(locales), z.nullable(ownWords)).check(({ value, issues }) => {
  for (const [locale, words] of Object.entries(value)) {
    if (words === null || isOffered(locale)) continue;
    const message = `Must be in one of: ${offeredLocales.join(", ")}. Null takes it back.`;
    const params = { code: "unknown-value" satisfies FaultCode };
    issues.push({ code: "custom", path: [locale], message, input: words, params });
  }
});

const supportContact = z.strictObject({
  name: line(200),
  email: z._default(z.nullable(normalAddress), null),
  phone: z._default(z.nullable(line(50)), null),
});

/** Each address once, in whatever forms it was written. */
const notifications = z.pipe(
  z.array(normalAddress).check(z.maxLength(10, "At most 10 addresses.")),
  z.transform((addresses: string[]) => [...new Set(addresses)]),
);

/** `PATCH /v1/partner`. */
export const profileBody = z
  .strictObject({
    displayName: z.optional(partnerName),
    locale: z.optional(offeredLocale),
    replyTo: z.optional(z.nullable(normalAddress)),
    notifications: z.optional(notifications),
    supportContact: z.optional(z.nullable(supportContact)),
    defaults: z.optional(
      z.strictObject({
        expiresIn: z.optional(z.nullable(openDuration)),
        reminders: z.optional(z.nullable(reminderPlan)),
        permissions: z.optional(z.nullable(permissionList)),
        messages: z.optional(messages),
      }),
    ),
  })
  .register(readOnly, {
    ...fixed("id", "version", "registeredAt", "notificationsWaiting", "sandbox"),
    ...changedBy("Only the operator changes this field.", "kind", "cloud", "verified", "frozen"),
    ...changedBy("Revoke links with POST /v1/partner/revoke-links.", "linkEpoch"),
    ...changedBy("Ask for a name with `displayName`.", "pendingName"),
  });

/** `POST /v1/partner/revoke-links`: nothing needs to be said. */
export const revokeBody = z.strictObject({});

const templateTerms = {
  relationship: z.optional(z.nullable(relationshipType)),
  permissions: z.optional(z.nullable(permissionList)),
  duration: z.optional(z.nullable(grantDuration)),
  autoExtend: z.optional(z.nullable(z.boolean())),
  message: z.optional(z.nullable(ownWords)),
  messages: z.optional(messages),
  expiresIn: z.optional(z.nullable(openDuration)),
  reminders: z.optional(z.nullable(reminderPlan)),
};

/** `POST /v1/templates`. */
export const newTemplateBody = z.strictObject({
  name: line(100),
  ...templateTerms,
  messages: mayBeLeftOut(messages),
});

/** `PATCH /v1/templates/{id}`. */
export const templateBody = z
  .strictObject({ name: z.optional(line(100)), ...templateTerms })
  .register(readOnly, fixed("id", "partnerId", "version", "createdAt", "updatedAt"));

/** `GET /v1/templates`. */
export const templatesQuery = z.strictObject({
  ...pageQuery,
  cursor: z.optional(z.string().check(z.regex(/^tpl_[0-9A-HJKMNP-TV-Z]{26}$/, "This is no cursor of this list."))),
});

/** `GET /v1/permissions`. */
export const permissionsQuery = z.strictObject({ locale: z.optional(offeredLocale) });

/** `GET /v1/metrics`. */
export const metricsQuery = z.strictObject({ from: z.optional(moment), to: z.optional(moment) });
