import type { AbuseReport, AbuseReports } from "../model.ts";
import { addDays } from "../../kernel/time.ts";

/** When reports freeze a partner. */
export interface ReportRule {
  /** How long a report counts. */
  readonly days: number;
  /** How many mailboxes of one mail domain count. */
  readonly perDomain: number;
  /** How many must have reported, and what share of the invitations that were sent in that time. */
  readonly least: number;
  readonly share: number;
  /** How many freeze whatever was sent. */
  readonly always: number;
}

/** Nobody has reported the partner. */
export const noReports = (partnerId: string): AbuseReports => ({ partnerId, version: 0, reports: [] });

/** Counts a report; each mailbox counts once. `freezes`: there are enough reports for what the partner sent. */
export function reportPartner(
  before: AbuseReports,
  report: AbuseReport,
  sent: number,
  rule: ReportRule,
): { readonly after: AbuseReports; readonly freezes: boolean } {
  const since = addDays(report.at, -rule.days);
  const recent = before.reports.filter(({ mailbox, at }) => at > since && mailbox !== report.mailbox);
  const reports = newestOfDomains([...recent, report], rule.perDomain).slice(-rule.always);
  const count = reports.length;
  const freezes = count >= rule.always || (count >= rule.least && count >= rule.share * sent);
  return { after: { ...before, version: before.version + 1, reports }, freezes };
}

/** What is left out counts for nothing now, and will not later either: those that stay are newer. */
const newestOfDomains = (reports: readonly AbuseReport[], perDomain: number): readonly AbuseReport[] =>
  reports.filter(
    ({ domain }, at) => reports.slice(at + 1).filter((later) => later.domain === domain).length < perDomain,
  );

/** The operator has looked: counting begins anew. */
export const clearReports = (before: AbuseReports): AbuseReports =>
  before.reports.length === 0 ? before : { ...before, version: before.version + 1, reports: [] };
