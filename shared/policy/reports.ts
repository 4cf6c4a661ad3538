import type { ReportRule } from "../partner/rules/abuse.ts";

/** When customers' reports freeze a partner; how many at least is the operator's to set (product table, row 22). */
export const reportRule = (reportsToFreeze: number): ReportRule => ({
  days: 30,
  perDomain: 2,
  least: reportsToFreeze,
  share: 0.01,
  always: Math.max(25, reportsToFreeze),
});
