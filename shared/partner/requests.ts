import * as z from "zod/mini";
import { cursorAfter, pageQuery } from "../schema/parse.ts";
import type { FaultCode } from "../kernel/fault-code.ts";
import { cloudIds } from "../names.ts";
import { isOffered, locales, offeredLocales, spokenLocale } from "../policy/locales.ts";
import { documented } from "../schema/documented.ts";
import { offeredLocale } from "../schema/locale.ts";
import { line, normalAddress, orDefault } from "../schema/primitives.ts";
import { changedBy, fixed, readOnly } from "../schema/read-only.ts";
import { verified } from "../schema/verified.ts";
import { openDuration, ownWords, permissionList, reminderPlan } from "../terms/requests.ts";
import { partner } from "./model.ts";

/** The name that customers see. It must not look like an address. */
const partnerName = line(100)
  .check(
    z.refine((text: string) => !/:\/\/|[\p{L}\p{N}-][.\u3002\uFF0E\uFF61]\p{L}{2}|[@\uFF20<>]/u.test(text), {
      error: "A name must not contain @, ://, < or >, or a point within a word.",
      params: { code: "name-deceptive" satisfies FaultCode },
    }),
  )
  .register(documented, {
    pattern: String.raw`^[^\x00-\x1f\x7f-\x9f@<>]*$`,
    rule: `Not allowed either: \`://\`, a point between letters of one word, characters that change the direction of writing, and U+FFFD. Invisible characters are removed.`,
  });

const { kind } = partner.shape;
const cloud = z.enum(cloudIds);
const notifications = z.array(normalAddress).check(z.maxLength(10, "At most 10 addresses."));

/** A message per language. Null removes one, even of a language that is no longer offered. */
const messages = z.partialRecord(z.enum(locales), z.nullable(ownWords)).check(({ value, issues }) => {
  for (const [locale, words] of Object.entries(value)) {
    if (words === null || isOffered(locale)) continue;
    const message = `Must be in one of: ${offeredLocales.join(", ")}. Null takes it back.`;
    const params = { code: "unknown-value" satisfies FaultCode };
    issues.push({ code: "custom", path: [locale], message, input: words, params });
  }
});

/** What defaults and templates say; what is left out stays, null takes one back. */
export const defaultsFields = {
  expiresIn: z.optional(z.nullable(openDuration)),
  reminders: z.optional(z.nullable(reminderPlan)),
  permissions: z.optional(z.nullable(permissionList)),
  messages: z.optional(messages),
};

const supportContact = z.strictObject({
  name: line(200),
  email: z._default(z.nullable(normalAddress), null),
  phone: z._default(z.nullable(line(50)), null),
});

/** `POST /v1/operator/partners`. */
export const newPartnerBody = z.strictObject({
  displayName: partnerName,
  kind,
  cloud,
  locale: orDefault(offeredLocale, spokenLocale()).register(documented, {
    description: "Language of the partner's mails. Default: the deployment's first language.",
  }),
  replyTo: z._default(z.nullable(normalAddress), null),
  notifications: orDefault(notifications, []),
  verified: z._default(verified, null),
  admin: z.strictObject({ email: normalAddress }),
  sandbox: orDefault(z.boolean(), false).register(documented, {
    description:
      "Cannot be changed later. All data of the partner is test data, and mail goes only to its own users and to the mailbox simulator of SES.",
  }),
});

/** `PATCH /v1/partner`. */
export const profileBody = z
  .strictObject({
    displayName: z.optional(partnerName),
    locale: z.optional(offeredLocale),
    replyTo: z.optional(z.nullable(normalAddress)),
    notifications: z.optional(notifications),
    supportContact: z.optional(z.nullable(supportContact)),
    defaults: z.optional(z.strictObject(defaultsFields)),
  })
  .register(readOnly, {
    ...fixed("id", "version", "registeredAt", "notificationsWaiting", "sandbox"),
    ...changedBy("Only the operator can change this field.", "kind", "cloud", "verified", "frozen"),
    ...changedBy("Revoke links with POST /v1/partner/revoke-links.", "linkEpoch"),
    ...changedBy("Request a name with `displayName`.", "pendingName"),
  });

/** `PATCH /v1/operator/partners/{id}`. */
export const operatorFieldsBody = z
  .strictObject({
    displayName: z.optional(partnerName),
    kind: z.optional(kind),
    cloud: z.optional(cloud),
    verified: z.optional(verified),
  })
  .register(readOnly, {
    ...fixed("id", "version", "registeredAt", "notificationsWaiting", "sandbox"),
    ...changedBy(
      "Only the partner can change this field, with PATCH /v1/partner.",
      ...["locale", "replyTo", "notifications", "supportContact", "defaults"],
    ),
    ...changedBy("The partner revokes links with POST /v1/partner/revoke-links.", "linkEpoch"),
    ...changedBy("Use POST /v1/operator/partners/{id}/freeze or /release.", "frozen"),
    ...changedBy("Approve the name with `displayName`, or refuse it with /refuse-name.", "pendingName"),
  });

/** `POST /v1/operator/partners/{id}/freeze`. */
export const freezeBody = z.strictObject({ reason: z.optional(z.nullable(line(500))) });

/** `GET /v1/operator/partners`. */
export const partnersQuery = z.strictObject({ ...pageQuery, cursor: cursorAfter("partner") });
