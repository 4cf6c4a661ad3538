import { expect, test } from "vitest";
import { manifests } from "../../infra/manifests.ts";
import { prices } from "../../infra/prices.ts";
import { literal, synthesized } from "./synthesized.ts";

interface Widget {
  readonly type: string;
  readonly properties: { readonly title?: string; readonly metrics?: readonly unknown[][]; readonly region?: string };
}

const stack = synthesized();
const [board, ...others] = stack.of<{ DashboardName: unknown; DashboardBody: unknown }>("AWS::CloudWatch::Dashboard");
const body = JSON.parse(literal(board?.properties.DashboardBody)) as { widgets: readonly Widget[] };
const titled = (title: string) =>
  body.widgets.find(({ properties }) => properties.title?.startsWith(title))?.properties;

test("a stage has one dashboard in each region, whose address is an output", () => {
  expect(others).toEqual([]);
  const inItsRegion = { "Fn::Join": ["", ["rapport-test-", { Ref: "AWS::Region" }]] };
  expect(board?.properties.DashboardName).toEqual(inItsRegion);
  expect(literal(stack.outputs["DashboardUrl"])).toMatch(/#dashboards\/dashboard\/rapport-test-…$/);
});

test("the dashboard shows every alarm, and mail, API, outbox, sweeps, table, abuse and cost", () => {
  const [status] = body.widgets.filter(({ type }) => type === "alarm") as unknown as {
    properties: { alarms: object[] };
  }[];
  expect(status?.properties.alarms).toHaveLength(stack.of("AWS::CloudWatch::Alarm").length);
  for (const title of ["Mail", "API", "Outbox", "Sweeps", "Table", "Abuse", "Cost of use", "Bill"])
    expect(titled(title)?.metrics?.length, title).toBeGreaterThan(0);
});

test("every metric of our own on the dashboard is one that a filter counts", () => {
  const counted = stack
    .of<{ MetricTransformations: { MetricName: string; MetricNamespace: string }[] }>("AWS::Logs::MetricFilter")
    .flatMap(({ properties }) => properties.MetricTransformations)
    .map(({ MetricNamespace, MetricName }) => `${MetricNamespace} ${MetricName}`);
  const shown = body.widgets
    .flatMap(({ properties }) => properties.metrics ?? [])
    .filter(([namespace]) => typeof namespace === "string" && namespace.startsWith("rapport-"))
    .map(([namespace, name]) => `${String(namespace)} ${String(name)}`);
  expect(shown.length).toBeGreaterThan(5);
  expect(shown.filter((name) => !counted.includes(name))).toEqual([]);
});

test("the cost of a function's time is that of its memory, at the price of the repository", () => {
  const expressions = JSON.stringify(titled("Cost of use"));
  const { memory } = manifests["serve-invitations"].needs.size;
  expect(expressions).toContain(`FILL(compute0, 0) * ${memory / 1_024 / 1_000}`);
  expect(expressions).toContain(`* ${prices.compute.usd.toFixed(12)}`);
});
