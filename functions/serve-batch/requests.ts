import * as z from "zod/mini";
import { idempotencyKey } from "../../shared/http/idempotency.ts";
import { newInvitationFields } from "../../shared/invitation/requests.ts";
import { mayBeLeftOut, orDefault } from "../../shared/schema/primitives.ts";

/** Rows of a batch (product table, row 12). */
export const mostRows = 100;

/** `POST /v1/invitations/batch`; a row is looked at by itself, for one bad row must not fail another. */
export const batchBody = z.strictObject({
  dryRun: orDefault(z.boolean(), false),
  items: z
    .array(z.unknown())
    .check(z.minLength(1, "At least one row."), z.maxLength(mostRows, `At most ${mostRows} rows.`)),
});

/** One row: a new invitation, and the key under which it is carried out once. */
export const batchRow = z.strictObject({ ...newInvitationFields, key: mayBeLeftOut(idempotencyKey) });
