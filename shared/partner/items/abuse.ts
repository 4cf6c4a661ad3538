import { abuseReports, type AbuseReports } from "../model.ts";
import { noReports } from "../rules/abuse.ts";
import { partnerKeys } from "./keys.ts";
import { placeOr } from "../../table/places.ts";
import { isAsRead, put, type Write } from "../../table/writes.ts";

/** The reports on a partner. */
export const reportsPlace = (partnerId: string) =>
  placeOr(partnerKeys.reports(partnerId), (item) => abuseReports.parse(item), noReports(partnerId));

/** The write of changed reports; nothing if nothing changed. */
export const reportWrites = (before: AbuseReports, after: AbuseReports): Write[] =>
  after === before ? [] : [put(partnerKeys.reports(after.partnerId), "abuse-reports", after, isAsRead(before))];
