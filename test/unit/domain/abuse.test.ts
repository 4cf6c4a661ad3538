import { describe, expect, test } from "vitest";
import { clearReports, noReports, reportPartner, type AbuseReports } from "../../../shared/domain/abuse.ts";
import { ids } from "../../support/builders.ts";

const after = (customers: readonly string[], threshold: number) => {
  let reports: AbuseReports = noReports(ids.partner);
  const froze = customers.map((customer) => {
    const reported = reportPartner(reports, customer, threshold);
    reports = reported.after;
    return reported.freezes;
  });
  return { reports, froze };
};

describe("(C22) reports of a partner", () => {
  test.each([
    [1, ["a"], [true]],
    [3, ["a", "b", "c"], [false, false, true]],
    [3, ["a", "a", "b", "b", "a"], [false, false, false, false, false]],
    [2, ["a", "a", "b", "b"], [false, false, true, false]],
  ])("with a threshold of %i freeze it after %j", (threshold, customers, froze) => {
    expect(after(customers, threshold).froze).toEqual(froze);
  });

  test("count a customer once, and a second report of it changes nothing", () => {
    const { reports } = after(["a", "b"], 3);
    expect(reports).toEqual({ partnerId: ids.partner, version: 2, customers: ["a", "b"] });
    expect(reportPartner(reports, "b", 3).after).toBe(reports);
  });

  test("count anew once the operator has looked", () => {
    const cleared = clearReports(after(["a", "b"], 2).reports);
    expect(cleared).toEqual({ partnerId: ids.partner, version: 3, customers: [] });
    expect(reportPartner(cleared, "a", 2).freezes).toBe(false);
    expect(clearReports(cleared)).toBe(cleared);
  });
});
