import * as z from "zod";
import type { Template } from "./template.ts";

const alarmSchema = z.looseObject({
  AlarmDescription: z.string().default(""),
  ComparisonOperator: z.string(),
  DatapointsToAlarm: z.int().optional(),
  Dimensions: z.array(z.looseObject({ Name: z.string(), Value: z.string() })).default([]),
  EvaluationPeriods: z.int(),
  /** An alarm on a formula has none. */
  MetricName: z.string().optional(),
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

/** One alarm of the template. */
export interface AlarmSettings {
  readonly name: string;
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  readonly periodMs: number;
  /** Of so many periods so many must breach. */
  readonly periods: number;
  readonly datapoints: number;
  readonly breaches: (value: number) => boolean;
  readonly missingBreaches: boolean;
}

/** What counts lines of a log. */
export interface MetricFilter {
  readonly logGroup: string;
  readonly pattern: string;
  readonly namespace: string;
  readonly metric: string;
  readonly value: string;
}

const comparisons: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

/** Every alarm of the template; of formulas and bands only the name is known. */
export const readAlarms = (template: Template): { readonly known: AlarmSettings[]; readonly others: string[] } => {
  const known: AlarmSettings[] = [];
  const others: string[] = [];
  for (const { name, properties } of template.all("AWS::CloudWatch::Alarm", alarmSchema)) {
    const { ComparisonOperator, MetricName, Namespace, Period, Statistic, Threshold } = properties;
    const compare = comparisons[ComparisonOperator];
    const shortName = template.shortName(name);
    if (!compare || !MetricName || !Namespace || !Period || !Statistic || Threshold === undefined) {
      others.push(shortName);
      continue;
    }
    known.push({
      name: shortName,
      description: properties.AlarmDescription,
      namespace: Namespace,
      metric: MetricName,
      dimensions: Object.fromEntries(properties.Dimensions.map(({ Name, Value }) => [Name, Value])),
      statistic: Statistic,
      periodMs: Period * 1000,
      periods: properties.EvaluationPeriods,
      datapoints: properties.DatapointsToAlarm ?? properties.EvaluationPeriods,
      breaches: (value) => compare(value, Threshold),
      missingBreaches: properties.TreatMissingData === "breaching",
    });
  }
  return { known, others };
};

/** Every metric filter of the template. */
export const readMetricFilters = (template: Template): MetricFilter[] =>
  template.all("AWS::Logs::MetricFilter", filterSchema).flatMap(({ properties }) =>
    properties.MetricTransformations.map(({ MetricName, MetricNamespace, MetricValue }) => ({
      logGroup: properties.LogGroupName,
      pattern: properties.FilterPattern,
      namespace: MetricNamespace,
      metric: MetricName,
      value: MetricValue,
    })),
  );
