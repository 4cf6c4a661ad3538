import { describe, expect, test } from "vitest";
import type { AbuseReports } from "../../../shared/partner/model.ts";
import { clearReports, noReports, reportPartner } from "../../../shared/partner/rules/abuse.ts";
import { reportRule } from "../../../shared/policy/reports.ts";
import { ids } from "../../support/builders/builders.ts";
import { later } from "../../support/builders/fixed-clock.ts";

const rule = reportRule(3);

/** Reports by mailboxes such as `a@x`, one an hour; on which of them the partner is frozen. */
function after(mailboxes: readonly string[], sent = 0, from = 0, begun: AbuseReports = noReports(ids.partner)) {
  let reports = begun;
  const froze = mailboxes.map((mailbox, at) => {
    const report = { mailbox, domain: mailbox.split("@")[1] ?? "", at: later({ days: from, hours: at }) };
    const reported = reportPartner(reports, report, sent, rule);
    reports = reported.after;
    return reported.freezes;
  });
  return { reports, froze };
}
const different = (count: number) => Array.from({ length: count }, (_, at) => `a@x${at}`);

describe("reports of a partner", () => {
  test.each([
    ["three mailboxes", ["a@x", "a@y", "a@z"], [false, false, true]],
    ["one mailbox that says it again", ["a@x", "a@y", "a@x", "a@y"], [false, false, false, false]],
    ["two mailboxes of one domain, and another", ["a@x", "b@x", "a@y"], [false, false, true]],
    ["many mailboxes of one domain", ["a@x", "b@x", "c@x", "d@x"], [false, false, false, false]],
  ])("freeze it at the threshold: %s", (_, mailboxes, froze) => {
    expect(after(mailboxes).froze).toEqual(froze);
  });

  test.each([
    [0, 3],
    [300, 3],
    [301, 4],
    [1_000, 10],
    [2_500, 25],
    [1_000_000, 25],
  ])("freeze a partner that sent %i invitations lately from the report %i on", (sent, from) => {
    expect(after(different(26), sent).froze.indexOf(true)).toBe(from - 1);
  });

  test("count for thirty days", () => {
    const two = after(["a@x", "a@y"]).reports;
    expect(after(["a@z"], 0, 29, two).froze).toEqual([true]);
    expect(after(["a@z"], 0, 30, two).froze).toEqual([false]);
    expect(after(["a@z"], 0, 31, two).reports.reports).toHaveLength(1);
  });

  test("count a mailbox by its newest report", () => {
    const again = after(["a@x"], 0, 20, after(["a@x", "a@y"]).reports).reports;
    expect(again.reports.map(({ mailbox }) => mailbox)).toEqual(["a@y", "a@x"]);
    expect(after(["a@z", "a@w"], 0, 40, again).froze).toEqual([false, true]);
  });

  test("are stored only while they count", () => {
    expect(after(different(200), 1_000_000).reports.reports).toHaveLength(25);
  });

  test("count from zero after the operator's release", () => {
    const reported = after(["a@x", "a@y"]).reports;
    const cleared = clearReports(reported);
    expect(cleared).toEqual({ partnerId: ids.partner, version: 3, reports: [] });
    expect(after(["a@z"], 0, 0, cleared).froze).toEqual([false]);
    expect(clearReports(cleared)).toBe(cleared);
  });
});
