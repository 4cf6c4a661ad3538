import * as z from "zod/mini";
import { userRoles } from "../../shared/users/model.ts";
import { partnerKinds } from "../../shared/partner/model.ts";
import { pageQuery } from "../../shared/http/parse.ts";
import { cloudIds } from "../../shared/names.ts";
import { spokenLocale } from "../../shared/policy/locales.ts";
import { documented } from "../../shared/schema/documented.ts";
import { offeredLocale } from "../../shared/schema/locale.ts";
import { partnerName } from "../../shared/partner/requests.ts";
import { line, normalAddress, orDefault } from "../../shared/schema/primitives.ts";
import { changedBy, fixed, readOnly } from "../../shared/schema/read-only.ts";

const role = z.enum(userRoles);

/** `POST /v1/operator/partners`. */
export const newPartnerBody = z.strictObject({
  displayName: partnerName,
  kind: z.enum(partnerKinds),
  cloud: z.enum(cloudIds),
  locale: orDefault(offeredLocale, spokenLocale()).register(documented, {
    description: "Language of the partner's mails; the deployment's first where nothing is said.",
  }),
  replyTo: z._default(z.nullable(normalAddress), null),
  notifications: orDefault(z.array(normalAddress).check(z.maxLength(10, "At most 10 addresses.")), []),
  verified: z._default(z.nullable(z.strictObject({ how: line(200) })), null),
  admin: z.strictObject({ email: normalAddress }),
  sandbox: orDefault(z.boolean(), false).register(documented, {
    description:
      "For good: all that the partner makes is test data, and its mails go only to its own users and to the mailbox simulator of SES.",
  }),
});

/** `POST /v1/operator/partners/{id}/admins`. */
export const adminBody = z.strictObject({ email: normalAddress });

/** `POST /v1/users`. */
export const newUserBody = z.strictObject({ email: normalAddress, role });

/** `PATCH /v1/users/{id}`. */
export const roleBody = z.strictObject({ role }).register(readOnly, {
  ...fixed("id", "partnerId", "version", "addedAt"),
  ...changedBy("An address is not changed: add a user with the new one and remove this one.", "email"),
});

/** `GET /v1/users`. */
export const usersQuery = z.strictObject({
  ...pageQuery,
  cursor: z.optional(z.string().check(z.regex(/^[0-9a-f-]{36}$/, "This is no cursor of this list."))),
});
