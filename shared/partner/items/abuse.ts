import * as z from "zod/mini";
import { noReports, type AbuseReports } from "../rules/abuse.ts";
import { instant } from "../../schema/primitives.ts";
import { partnerKeys } from "./keys.ts";
import { placeOr } from "../../table/places.ts";
import { isAtVersion, type Write } from "../../table/writes.ts";

const reportsSchema: z.ZodMiniType<AbuseReports> = z.object({
  partnerId: z.string(),
  version: z.number(),
  // Reports from before they were kept with their time count for nothing.
  reports: z._default(z.array(z.object({ mailbox: z.string(), domain: z.string(), at: instant })), []),
});

/** A partner's reports; none where there is no item. */
export const reportsPlace = (partnerId: string) =>
  placeOr(partnerKeys.reports(partnerId), (item) => reportsSchema.parse(item), noReports(partnerId));

/** The write of reports, held to the version that was read; nothing where nothing changed. */
export const reportWrites = (before: AbuseReports, after: AbuseReports): Write[] =>
  after === before
    ? []
    : [
        {
          kind: "put",
          item: { ...partnerKeys.reports(after.partnerId), entity: "abuse-reports", schema: 1, ...after },
          condition: isAtVersion(before.version === 0 ? null : before.version),
        },
      ];
