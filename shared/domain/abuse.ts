/** Which customers have said that they do not know a partner, since the operator last looked. */
export interface AbuseReports {
  readonly partnerId: string;
  readonly version: number;
  /** Ids; each counts once, however many of its people report. */
  readonly customers: readonly string[];
}

/** Nobody has reported the partner. */
export const noReports = (partnerId: string): AbuseReports => ({ partnerId, version: 0, customers: [] });

/**
 * Counts a customer's report (product table, row 22). `freezes`: with it so many different customers have reported
 * that the partner is frozen. A customer that has been counted changes nothing.
 */
export function reportPartner(
  before: AbuseReports,
  customerId: string,
  threshold: number,
): { readonly after: AbuseReports; readonly freezes: boolean } {
  if (before.customers.includes(customerId)) return { after: before, freezes: false };
  const customers = [...before.customers, customerId];
  return { after: { ...before, version: before.version + 1, customers }, freezes: customers.length >= threshold };
}

/** The operator has looked: counting begins anew. */
export const clearReports = (before: AbuseReports): AbuseReports =>
  before.customers.length === 0 ? before : { ...before, version: before.version + 1, customers: [] };
