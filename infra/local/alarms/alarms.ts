import { readAlarms, readMetricFilters, type AlarmSettings, type MetricSettings } from "./settings.ts";
import type { Clock } from "../clock.ts";
import type { LambdaFunction } from "../lambda/lambda.ts";
import { compileLogPattern, fieldOf } from "./log-pattern.ts";
import { queueMetrics, QueueSeries } from "../sqs/queue-metrics.ts";
import type { Queue } from "../sqs/sqs.ts";
import type { Template } from "../template/template.ts";

/** The metric's value for the time between two moments; `undefined` where there is none. */
type Metric = (from: number, to: number) => number | undefined;

interface Watched {
  readonly settings: AlarmSettings;
  readonly metric: Metric;
  state: "OK" | "ALARM";
  /** When it last went into alarm, virtual; undefined if it never did. */
  rangAt: number | undefined;
}

interface LogMetric {
  readonly logGroup: string;
  readonly key: string;
  readonly matches: (line: string) => boolean;
  /** What a line counts; `undefined` where it has no such number. */
  readonly valueOf: (line: string) => number | undefined;
}

/** The number that a filter says, or that it takes from the line: `1`, `$.seconds`. */
const compileValue = (value: string): LogMetric["valueOf"] | undefined => {
  const [, path] = /^\$\.([\w.]+)$/.exec(value) ?? [];
  if (path === undefined) return Number.isNaN(Number(value)) ? undefined : () => Number(value);
  return (line) => {
    const found = fieldOf(line, path);
    return typeof found === "number" ? found : undefined;
  };
};

/** What is made of the values of a period. */
const statistics: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Maximum: (values) => Math.max(...values),
  SampleCount: (values) => values.length,
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
};

const keyOf = (namespace: string, metric: string): string => `${namespace} ${metric}`;

/**
 * Evaluates the template's alarms on queues, by CloudWatch's definitions, and on metric filters of logs. Alarms are
 * evaluated after every event and before every read; the current period counts too.
 */
export class Alarms {
  /** Alarms that the local stack does not evaluate: on other metrics, formulas, or filters that it does not understand. */
  readonly inert: readonly string[];
  readonly #clock: Clock;
  readonly #watched: readonly Watched[];
  readonly #series = new Map<Queue, QueueSeries>();
  readonly #logMetrics: readonly LogMetric[];
  /** Values that metric filters have counted, by namespace and metric. */
  readonly #counted = new Map<string, { readonly at: number; readonly value: number }[]>();
  readonly #longest: number;
  /** Since when there is anything to watch. */
  #since: number;
  readonly #logGroups: ReadonlyMap<string, string>;

  constructor(template: Template, functions: readonly LambdaFunction[], queues: readonly Queue[], clock: Clock) {
    this.#clock = clock;
    this.#since = clock.now();
    this.#logGroups = new Map(functions.map(({ shortName, logGroup }) => [shortName, logGroup]));
    this.#logMetrics = readMetricFilters(template).flatMap(({ logGroup, pattern, namespace, metric, value }) => {
      const matches = compileLogPattern(pattern);
      const valueOf = compileValue(value);
      if (matches === undefined || valueOf === undefined) return [];
      return [{ logGroup, key: keyOf(namespace, metric), matches, valueOf }];
    });
    const { known, others } = readAlarms(template);
    const watched = known.map((settings) => ({ settings, metric: this.#sumOf(settings.metrics, queues) }));
    this.#watched = watched.flatMap(({ settings, metric }): Watched[] =>
      metric === undefined ? [] : [{ settings, metric, state: "OK", rangAt: undefined }],
    );
    const unwatched = watched.filter(({ metric }) => metric === undefined).map(({ settings }) => settings.name);
    this.inert = [...unwatched, ...others];
    this.#longest = Math.max(0, ...this.#watched.map(({ settings }) => settings.periods * settings.periodMs));
  }

  /** Every alarm that is evaluated, with its current state. */
  get states() {
    this.#evaluate();
    return this.#watched.map(({ settings: { name, description }, state, rangAt }) => ({
      name,
      description,
      state,
      rangAt: rangAt === undefined ? null : new Date(rangAt).toISOString(),
    }));
  }

  /** Notes how the queues are, after something has happened. */
  sample(): void {
    // First by what was until now: a queue that has just been emptied may have rung meanwhile.
    this.#evaluate();
    const now = this.#clock.now();
    for (const [queue, series] of this.#series) series.sample(queue.messages, now, now - this.#longest);
    this.#evaluate();
  }

  /** Counts what a function has printed. */
  hear(functionName: string, text: string): void {
    const logGroup = this.#logGroups.get(functionName);
    if (logGroup !== undefined) this.hearLog(logGroup, text);
  }

  /** Counts what was written to a log group. */
  hearLog(logGroup: string, text: string): void {
    const own = this.#logMetrics.filter((metric) => metric.logGroup === logGroup);
    const at = this.#clock.now();
    for (const line of text.split("\n").filter(Boolean))
      for (const { key, matches, valueOf } of own) {
        const value = matches(line) ? valueOf(line) : undefined;
        if (value !== undefined) this.#count(key, { at, value });
      }
  }

  /** Forgets everything; for a reset. */
  reset(): void {
    for (const series of this.#series.values()) series.clear();
    this.#counted.clear();
    this.#since = this.#clock.now();
    for (const alarm of this.#watched) [alarm.state, alarm.rangAt] = ["OK", undefined];
  }

  #count(key: string, counted: { readonly at: number; readonly value: number }): void {
    const recent = (this.#counted.get(key) ?? []).filter(({ at }) => at >= counted.at - 2 * this.#longest);
    this.#counted.set(key, [...recent, counted]);
  }

  /** All of them together; `undefined` where one is not known here. */
  #sumOf(settings: readonly MetricSettings[], queues: readonly Queue[]): Metric | undefined {
    const metrics = settings.map((one) => this.#metricOf(one, queues)).filter((metric) => metric !== undefined);
    if (metrics.length < settings.length) return undefined;
    return (from, to) => {
      const values = metrics.map((metric) => metric(from, to)).filter((value) => value !== undefined);
      return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
    };
  }

  #metricOf(
    { namespace, metric, dimensions, statistic }: MetricSettings,
    queues: readonly Queue[],
  ): Metric | undefined {
    const queueMetric = queueMetrics.find((known) => known === metric);
    if (namespace === "AWS/SQS" && queueMetric !== undefined && statistic === "Maximum") {
      const queue = queues.find(({ name }) => name === dimensions.QueueName);
      if (queue === undefined) return undefined;
      const series = this.#series.get(queue) ?? new QueueSeries();
      this.#series.set(queue, series);
      return (from, to) => series.maximum(queueMetric, from, to);
    }
    const key = keyOf(namespace, metric);
    const statisticOf = statistics[statistic];
    if (statisticOf === undefined || !this.#logMetrics.some((counted) => counted.key === key)) return undefined;
    return (from, to) => {
      const counted = (this.#counted.get(key) ?? []).filter(({ at }) => at >= from && at <= to);
      if (counted.length > 0) return statisticOf(counted.map(({ value }) => value));
      return undefined;
    };
  }

  #evaluate(): void {
    const now = this.#clock.now();
    for (const alarm of this.#watched) {
      const state = this.#isBreached(alarm, now) ? "ALARM" : "OK";
      if (state === "ALARM" && alarm.state === "OK") alarm.rangAt = now;
      alarm.state = state;
    }
  }

  #isBreached({ settings, metric }: Watched, now: number): boolean {
    const { periodMs, periods, datapoints, breaches, missingBreaches } = settings;
    const current = Math.floor(now / periodMs) * periodMs;
    const breaching = Array.from({ length: periods }, (_, nth) => current - nth * periodMs).filter((from) => {
      const value = metric(from, Math.min(from + periodMs - 1, now));
      if (value !== undefined) return breaches(value);
      // Of what was before the stack began nobody knows that it was missing.
      return missingBreaches && from >= this.#since;
    });
    return breaching.length >= datapoints;
  }
}
