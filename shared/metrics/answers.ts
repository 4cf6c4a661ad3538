import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { described } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { duration, instant } from "../schema/primitives.ts";
import { count, idOf, text } from "../schema/values.ts";

const stages = {
  sent: described(count, "Invitations that were sent for the first time."),
  delivered: described(
    count,
    "Of these, how many had a mail that arrived. Links handed over by the partner have none.",
  ),
  opened: described(count, "How many were seen by a person on their page. An external portal tells nothing of that."),
  accepted: described(count, "How many are accepted."),
  declined: described(count, "How many are declined or reported."),
  expired: described(count, "How many have expired and were not renewed."),
  cancelled: described(count, "How many were taken back after sending."),
  bounced: described(count, "How many had a mail that could not arrive."),
};

const seconds = z.nullable(count);

/** What a partner's dashboard shows. */
export const metrics = z
  .object({
    from: described(instant, "When the first week begins."),
    to: described(instant, "When the last week ends."),
    weeks: described(
      z.array(
        z.object({
          week: described(text, "The week of ISO 8601, like 2026-W48."),
          startsAt: described(instant, "Its Monday, UTC."),
          ...stages,
        }),
      ),
      "Oldest first, with those in which nothing was sent.",
    ),
    totals: described(z.object(stages), "The sums of these weeks."),
    timeToAccept: described(
      z.object({
        count: described(count, "How many acceptances this is about."),
        averageSeconds: described(seconds, "From the first sending to the acceptance; null without any."),
        medianSeconds: described(
          seconds,
          "Of the same; an estimate within an eighth of it, to the second. Of more than a year it only says that. Null without any.",
        ),
        buckets: described(
          z.array(
            z.object({
              upTo: described(
                z.nullable(text),
                "The longest time in it, a duration of ISO 8601; null: any longer time.",
              ),
              count: described(count, "How many took so long."),
            }),
          ),
          "How many took how long, shortest first.",
        ),
      }),
      "How long customers took to accept.",
    ),
    expiringSoon: described(
      z.object({
        within: described(duration, "How soon."),
        invitations: described(
          z.array(z.object({ id: idOf("invitation"), expiresAt: instant })),
          "Open invitations that end within that time from now, soonest first; at most 100.",
        ),
        more: described(z.boolean(), "Whether there are others."),
      }),
      "What ends unanswered unless somebody does something.",
    ),
  })
  .register(documented, { id: "Metrics", description: "A partner's numbers by week, UTC." });
export type Metrics = DeepReadonly<z.output<typeof metrics>>;
