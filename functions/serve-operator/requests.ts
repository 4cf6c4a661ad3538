import * as z from "zod/mini";
import { partnerKinds } from "../../shared/partner/model.ts";
import { pageQuery } from "../../shared/http/parse.ts";
import { cloudIds } from "../../shared/names.ts";
import { partnerName } from "../../shared/partner/requests.ts";
import { documented } from "../../shared/schema/documented.ts";
import { line, mailAddress, normalAddress, orDefault } from "../../shared/schema/primitives.ts";
import { changedBy, fixed, readOnly } from "../../shared/schema/read-only.ts";

const kind = z.enum(partnerKinds);
const cloud = z.enum(cloudIds);
const verified = z.nullable(z.strictObject({ how: line(200) }));

/** `PATCH /v1/operator/partners/{id}`. */
export const standingBody = z
  .strictObject({
    displayName: z.optional(partnerName),
    kind: z.optional(kind),
    cloud: z.optional(cloud),
    verified: z.optional(verified),
  })
  .register(readOnly, {
    ...fixed("id", "version", "registeredAt", "notificationsWaiting", "sandbox"),
    ...changedBy(
      "The partner itself changes this field with PATCH /v1/partner.",
      ...["locale", "replyTo", "notifications", "supportContact", "defaults"],
    ),
    ...changedBy("The partner revokes links with POST /v1/partner/revoke-links.", "linkEpoch"),
    ...changedBy("Use POST /v1/operator/partners/{id}/freeze or /release.", "frozen"),
    ...changedBy("Give the name with `displayName`, or refuse it with /refuse-name.", "pendingName"),
  });

/** `POST /v1/operator/partners/{id}/freeze`. */
export const freezeBody = z.strictObject({ reason: z.optional(z.nullable(line(500))) });

/** `POST /v1/operator/partners/{id}/release`: nothing needs to be said. */
export const releaseBody = z.strictObject({});

/** `POST /v1/operator/partners/{id}/refuse-name`: nothing needs to be said. */
export const refuseNameBody = z.strictObject({});

/** `POST /v1/operator/addresses/lookup`. */
export const lookupBody = z.strictObject({ email: normalAddress });

/** `POST /v1/operator/addresses/lift`. */
export const liftBody = z.strictObject({ email: normalAddress, reason: line(500) });

/** `GET /v1/operator/partners`. */
export const partnersQuery = z.strictObject({
  ...pageQuery,
  cursor: z.optional(z.string().check(z.regex(/^ptn_[0-9A-HJKMNP-TV-Z]{26}$/, "This is no cursor of this list."))),
});

/** `GET /v1/operator/customers`. */
export const customersQuery = z.strictObject({
  ...pageQuery,
  cursor: z.optional(z.string().check(z.regex(/^cus_[0-9A-HJKMNP-TV-Z]{26}$/, "This is no cursor of this list."))),
  q: z.optional(line(200, { normal: true, description: "An id, a whole mail domain, or the beginning of a name." })),
  unattended: z.optional(
    z
      .literal("true", "Only `true`; leave it out for all customers.")
      .register(documented, { description: "Only those that nobody can speak for." }),
  ),
});

/** `PATCH /v1/operator/customers/{id}`. */
export const customerBody = z
  .strictObject({
    externalId: z.optional(
      z.nullable(line(200)).register(documented, { description: "The vendor's account; null for none." }),
    ),
    verified: z.optional(verified),
  })
  .register(readOnly, {
    ...fixed("id", "version", "since", "attended", "recovery", "sandbox"),
    ...changedBy("The customer's administrators change its name in their portal.", "name"),
    ...changedBy("Recover a customer with POST /v1/operator/customers/{id}/administrators.", "administrators"),
  });

/** `POST /v1/operator/customers/{id}/administrators`. */
export const recoveryBody = z.strictObject({
  email: mailAddress,
  reason: line(500),
  force: orDefault(z.boolean(), false).register(documented, {
    description: "Overrules the wait, an earlier stop and an earlier recovery.",
  }),
});
