import * as z from "zod/mini";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { described } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { duration, instant } from "../schema/primitives.ts";
import { count, idOf, text } from "../schema/values.ts";

const stages = {
  sent: described(count, "Invitations sent for the first time."),
  delivered: described(count, "Invitations with a delivered mail. Links that the partner sends have none."),
  opened: described(count, "Invitations whose page a person viewed. External portals do not report this."),
  accepted: described(count, "Accepted invitations."),
  declined: described(count, "Declined and reported invitations."),
  expired: described(count, "Expired invitations that were not renewed."),
  cancelled: described(count, "Invitations cancelled after sending."),
  bounced: described(count, "Invitations with a mail that bounced."),
};

const seconds = z.nullable(count);

/** A partner's metrics. */
export const metrics = z
  .object({
    from: described(instant, "When the first week begins."),
    to: described(instant, "When the last week ends."),
    weeks: described(
      z.array(
        z.object({
          week: described(text, "ISO 8601 week, like 2026-W48."),
          startsAt: described(instant, "The Monday on which it starts, UTC."),
          ...stages,
        }),
      ),
      "Oldest first, with those in which nothing was sent.",
    ),
    totals: described(z.object(stages), "The sums of these weeks."),
    timeToAccept: described(
      z.object({
        count: described(count, "Number of acceptances."),
        averageSeconds: described(
          seconds,
          "Average time from the first sending to the acceptance; null if there are none.",
        ),
        medianSeconds: described(
          seconds,
          "Median of the same time, estimated to within an eighth; more than a year is not distinguished. Null if there are none.",
        ),
        buckets: described(
          z.array(
            z.object({
              upTo: described(
                z.nullable(text),
                "The longest time in this bucket, an ISO 8601 duration; null for any longer time.",
              ),
              count: described(count, "Number of acceptances within this time."),
            }),
          ),
          "Numbers by time, shortest first.",
        ),
      }),
      "How long customers took to accept.",
    ),
    expiringSoon: described(
      z.object({
        within: described(duration, "How soon."),
        invitations: described(
          z.array(z.object({ id: idOf("invitation"), expiresAt: instant })),
          "Open invitations that end within this time, soonest first; at most 100.",
        ),
        more: described(z.boolean(), "Whether there are more."),
      }),
      "Open invitations that will end soon.",
    ),
  })
  .register(documented, { id: "Metrics", description: "A partner's numbers by week, UTC." });
export type Metrics = DeepReadonly<z.output<typeof metrics>>;
