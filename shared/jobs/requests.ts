import * as z from "zod/mini";
import { deliveryStatuses } from "../delivery/model.ts";
import { invitationStatuses } from "../invitation/lifecycle.ts";
import { createBody } from "../invitation/requests.ts";
import type { FaultCode } from "../kernel/fault-code.ts";
import { documented } from "../schema/documented.ts";
import { cursorAfter, cursorLike, pageQuery } from "../schema/parse.ts";
import { line, mayBeLeftOut, moment, normalAddress, orDefault } from "../schema/primitives.ts";
import { idOf } from "../schema/values.ts";
import { asked } from "../terms/model.ts";
import { tag } from "../terms/requests.ts";
import { jobActions, mostIds, mostPageRows, type JobAction } from "./model.ts";

const { customer: _, ...ofEveryInvitation } = createBody.shape;

/** What is said once for every row, and the actions for which it can be. */
const jobWith = z.strictObject({
  rotate: mayBeLeftOut(z.boolean()),
  reason: mayBeLeftOut(line(500)),
  ...ofEveryInvitation,
});
const optionsOf: Readonly<Record<JobAction, readonly string[]>> = {
  invite: Object.keys(ofEveryInvitation),
  resend: ["rotate"],
  cancel: ["reason"],
  renew: [],
};

const several = <Word extends string>(words: readonly Word[]) =>
  mayBeLeftOut(
    z.array(z.enum(words)).check(z.minLength(1, "At least one value."), z.maxLength(10, "At most 10 values.")),
  );

/** Which invitations are meant: the filters of their list. */
const jobFilter = z
  .strictObject({
    status: several(invitationStatuses),
    delivery: several(deliveryStatuses),
    relationship: mayBeLeftOut(asked.relationship),
    createdBy: mayBeLeftOut(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,128}$/, "The id of a user, or `me`."))),
    from: mayBeLeftOut(moment),
    to: mayBeLeftOut(moment),
    tag: mayBeLeftOut(tag),
    email: mayBeLeftOut(normalAddress),
  })
  .check(
    z.refine((filter) => Object.values(filter).some((value) => value !== undefined), {
      error: "At least one filter.",
      params: { code: "too-few" satisfies FaultCode },
    }),
    z.refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      path: ["from"],
      error: "Must not be later than `to`.",
      params: { code: "after-end" satisfies FaultCode },
    }),
  )
  .register(documented, {
    description:
      "Which invitations are meant: the filters of their list, at least one. Several values are alternatives.",
  });

/** `POST /v1/jobs`. New invitations follow as rows; other actions have ids or a filter. */
export const newJobBody = z
  .strictObject({
    action: z.enum(jobActions).register(documented, { description: "What is done to each row." }),
    ids: mayBeLeftOut(
      z
        .array(idOf("invitation"))
        .check(z.minLength(1, "At least one id."), z.maxLength(mostIds, `At most ${mostIds} ids.`)),
    ),
    filter: mayBeLeftOut(jobFilter),
    with: mayBeLeftOut(jobWith),
    dryRun: orDefault(z.boolean(), false),
  })
  .check(
    z.refine(({ action, ids, filter }) => action === "invite" || (ids === undefined) !== (filter === undefined), {
      path: ["ids"],
      error: "Name either ids or a filter.",
      params: { code: "invalid" satisfies FaultCode },
    }),
    z.refine(({ action, ids, filter }) => action !== "invite" || (ids === undefined && filter === undefined), {
      path: ["action"],
      error: "New invitations are sent as rows, with PUT /v1/jobs/{id}/rows/{n}.",
      params: { code: "invalid" satisfies FaultCode },
    }),
    z.superRefine(({ action, with: given }, context) => {
      for (const [name, value] of Object.entries(given ?? {})) {
        if (value === undefined || optionsOf[action].includes(name)) continue;
        context.addIssue({
          code: "custom",
          path: ["with", name],
          message: `The action ${action} does not have this option.`,
          params: { code: "invalid" satisfies FaultCode },
        });
      }
    }),
  );

/** `PUT /v1/jobs/{id}/rows/{n}`. Each row is checked when it is worked on, so that one fault does not fail the others. */
export const jobRowsBody = z.strictObject({
  rows: z
    .array(z.looseObject({ customer: z.optional(z.looseObject({})) }))
    .check(z.minLength(1, "At least one row."), z.maxLength(mostPageRows, `At most ${mostPageRows} rows.`)),
});

/** `GET /v1/jobs`. */
export const jobsQuery = z.strictObject({ ...pageQuery, cursor: cursorAfter("job") });

/** `GET /v1/jobs/{id}/results`. */
export const jobResultsQuery = z.strictObject({ ...pageQuery, cursor: cursorLike(/^[1-9][0-9]{0,4}$/) });

/** The number of a page of rows, in a path. */
export const pageNumber = z
  .string()
  .check(z.regex(/^([1-9]|[1-4][0-9]|50)$/, "A number from 1 to 50."))
  .register(documented, { description: "Number of the page of rows, from 1 to 50.", examples: ["1"] });
