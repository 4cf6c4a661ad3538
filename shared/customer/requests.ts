import * as z from "zod/mini";
import { normaliseAddress } from "../kernel/address.ts";
import { cursorAfter, cursorLike, fileQuery, pageQuery } from "../schema/parse.ts";
import { documented } from "../schema/documented.ts";
import { line, mailAddress, orDefault } from "../schema/primitives.ts";
import { changedBy, fixed, readOnly } from "../schema/read-only.ts";
import { verified } from "../schema/verified.ts";
import { tag, tags } from "../terms/requests.ts";

const ownPage = z.strictObject({ ...pageQuery, cursor: cursorAfter("customer") });

/** The start of a name, or an address in its normalised form. */
const searched = z.pipe(
  line(100, {
    normal: true,
    description: "The start of a name, of one of its words or of a mail domain, or a whole mail address.",
  }).check(z.minLength(2, "At least 2 characters.")),
  z.transform((text: string) => (text.includes("@") ? (normaliseAddress(text) ?? text) : text)),
);

/** `GET /v1/customers`. */
export const customersQuery = z.strictObject({
  ...ownPage.shape,
  q: z.optional(searched),
  tag: z.optional(tag),
});

/** `GET /v1/customers/export`. */
export const customersFileQuery = z.strictObject({ ...customersQuery.shape, ...fileQuery });

/** `GET /v1/customers/{id}/history`: the cursor is the id of an event of the pair or of one of its relationships. */
export const pairHistoryQuery = z.strictObject({
  ...pageQuery,
  cursor: cursorLike(/^(cus_[0-9A-Z]{26}\/ptn|rel)_[0-9A-Z]{26}:[0-9]{1,9}$/),
});

/** `PATCH /v1/customers/{id}`. */
export const annotationsBody = z
  .strictObject({
    alias: z.optional(
      z.nullable(line(200)).register(documented, { description: "What the partner calls it; null for no alias." }),
    ),
    tags: z.optional(tags),
  })
  .register(readOnly, {
    ...fixed("id", "version", "domain", "since", "attended", "relationships", "contacts", "services"),
    ...changedBy("The customer's administrators change its name in their portal.", "name"),
    ...changedBy("It is what the first accepted invitation called the customer. Set an alias.", "organization"),
    ...changedBy("The operator sets this field.", "verified", "externalId"),
  });

/** `GET /v1/operator/customers`. */
export const operatorCustomersQuery = z.strictObject({
  ...ownPage.shape,
  q: z.optional(line(200, { normal: true, description: "An id, a whole mail domain, or the start of a name." })),
  unattended: z.optional(
    z
      .literal("true", "Only `true`; leave it out for all customers.")
      .register(documented, { description: "Only customers without administrators." }),
  ),
});

/** `PATCH /v1/operator/customers/{id}`. */
export const customerBody = z
  .strictObject({
    externalId: z.optional(
      z.nullable(line(200)).register(documented, { description: "The vendor's account; null if there is none." }),
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
    description: "Overrules the waiting period, an earlier stop and another recovery.",
  }),
});
