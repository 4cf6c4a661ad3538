import type { AbuseReport, AbuseReports } from "../model.ts";
import { addDays } from "../../kernel/time.ts";

/** When reports freeze a partner. */
export interface ReportRule {
  readonly days: number;
  /** Maximum number of mailboxes that count per mail domain. */
  readonly perDomain: number;
  /** Minimum number of reports, and their minimum share of the sent invitations. */
  readonly least: number;
  readonly share: number;
  /** Number of reports that always freezes. */
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

/** Dropped reports never count again, since the others are newer. */
const newestOfDomains = (reports: readonly AbuseReport[], perDomain: number): readonly AbuseReport[] =>
  reports.filter(
    ({ domain }, at) => reports.slice(at + 1).filter((later) => later.domain === domain).length < perDomain,
  );

/** The operator has looked: counting begins anew. */
export const clearReports = (before: AbuseReports): AbuseReports =>
  before.reports.length === 0 ? before : { ...before, version: before.version + 1, reports: [] };
