import * as z from "zod";
import type { Template } from "../template/template.ts";

const dimensionsSchema = z.array(z.looseObject({ Name: z.string(), Value: z.string() })).default([]);
/** A metric of a formula, or the formula. */
const termSchema = z.looseObject({
  Expression: z.string().optional(),
  Id: z.string(),
  MetricStat: z
    .looseObject({
      Metric: z.looseObject({ Dimensions: dimensionsSchema, MetricName: z.string(), Namespace: z.string() }),
      Period: z.int(),
      Stat: z.string(),
    })
    .optional(),
});
const alarmSchema = z.looseObject({
  AlarmDescription: z.string().default(""),
  ComparisonOperator: z.string(),
  DatapointsToAlarm: z.int().optional(),
  Dimensions: dimensionsSchema,
  EvaluationPeriods: z.int(),
  /** An alarm on a formula has none. */
  MetricName: z.string().optional(),
  Metrics: z.array(termSchema).default([]),
  Namespace: z.string().optional(),
  /** Seconds. */
  Period: z.int().optional(),
  Statistic: z.string().optional(),
  Threshold: z.number().optional(),
  TreatMissingData: z.string().default("missing"),
});
const filterSchema = z.looseObject({
  FilterPattern: z.string(),
  LogGroupName: z.string(),
  MetricTransformations: z.array(
    z.looseObject({ MetricName: z.string(), MetricNamespace: z.string(), MetricValue: z.string() }),
  ),
});

/** A metric with what is made of its values. */
export interface MetricSettings {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
}

/** One alarm of the template that is evaluated. */
export type AlarmSettings = ReturnType<typeof readAlarms>["known"][number];

const comparisons: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

const dimensionsOf = (dimensions: z.infer<typeof dimensionsSchema>): Record<string, string> =>
  Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]));

/** What an alarm watches, and each for how many seconds: a metric, or a sum of metrics. `undefined` for other formulas. */
const watchedBy = (
  alarm: z.infer<typeof alarmSchema>,
): { readonly metrics: readonly MetricSettings[]; readonly period: number } | undefined => {
  const { Dimensions, MetricName: metric, Metrics, Namespace: namespace, Period: period, Statistic: statistic } = alarm;
  if (metric && namespace && period && statistic)
    return { metrics: [{ namespace, metric, dimensions: dimensionsOf(Dimensions), statistic }], period };
  const [formula, ...others] = Metrics.filter(({ Expression }) => Expression !== undefined);
  const terms = Metrics.flatMap(({ Id, MetricStat }) => (MetricStat ? [{ Id, ...MetricStat }] : []));
  const sum = terms.map(({ Id }) => `FILL(${Id}, 0)`).join(" + ");
  const [first] = terms;
  if (first === undefined || others.length > 0 || formula?.Expression !== sum) return undefined;
  if (terms.some(({ Period }) => Period !== first.Period)) return undefined;
  const metrics = terms.map(({ Metric, Stat }) => ({
    namespace: Metric.Namespace,
    metric: Metric.MetricName,
    dimensions: dimensionsOf(Metric.Dimensions),
    statistic: Stat,
  }));
  return { metrics, period: first.Period };
};

/** An alarm, or null for formulas other than sums, and for bands. */
const readAlarm = (name: string, properties: z.infer<typeof alarmSchema>) => {
  const { ComparisonOperator, Threshold, EvaluationPeriods } = properties;
  const watched = watchedBy(properties);
  const compare = comparisons[ComparisonOperator];
  if (!compare || watched === undefined || Threshold === undefined) return null;
  return {
    name,
    description: properties.AlarmDescription,
    /** Several of them are added, each nothing where it has no value. */
    metrics: watched.metrics,
    periodMs: watched.period * 1000,
    /** Number of periods that are evaluated, and how many of them must breach. */
    periods: EvaluationPeriods,
    datapoints: properties.DatapointsToAlarm ?? EvaluationPeriods,
    breaches: (value: number): boolean => compare(value, Threshold),
    missingBreaches: properties.TreatMissingData === "breaching",
  };
};

/** Every alarm of the template; of those that are not evaluated only the name is known. */
export const readAlarms = (template: Template) => {
  const all = template.all("AWS::CloudWatch::Alarm", alarmSchema).map(({ name, properties }) => {
    const shortName = template.shortName(name);
    return { shortName, alarm: readAlarm(shortName, properties) };
  });
  return {
    known: all.flatMap(({ alarm }) => alarm ?? []),
    others: all.filter(({ alarm }) => alarm === null).map(({ shortName }) => shortName),
  };
};

/** Every metric filter of the template. */
export const readMetricFilters = (template: Template) =>
  template.all("AWS::Logs::MetricFilter", filterSchema).flatMap(({ properties }) =>
    properties.MetricTransformations.map(({ MetricName, MetricNamespace, MetricValue }) => ({
      logGroup: properties.LogGroupName,
      pattern: properties.FilterPattern,
      namespace: MetricNamespace,
      metric: MetricName,
      value: MetricValue,
    })),
  );
