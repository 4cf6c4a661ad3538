import { readAlarms, readMetricFilters, type AlarmSettings } from "./alarm-settings.ts";
import type { Clock } from "./clock.ts";
import type { LambdaFunction } from "./lambda.ts";
import { compileLogPattern } from "./log-pattern.ts";
import { queueMetrics, QueueSeries } from "./queue-metrics.ts";
import type { Queue } from "./sqs.ts";
import type { Template } from "./template.ts";

/** How an alarm stands. */
export interface AlarmState {
  readonly name: string;
  readonly description: string;
  readonly state: "OK" | "ALARM";
  /** When it last went into alarm, virtual; null if it never did. */
  readonly rangAt: string | null;
}

/** The metric's value for the time between two moments; `undefined` where there is none. */
type Metric = (from: number, to: number) => number | undefined;

interface Watched {
  readonly settings: AlarmSettings;
  readonly metric: Metric;
  state: AlarmState["state"];
  rangAt: number | undefined;
}

interface LogMetric {
  readonly logGroup: string;
  readonly key: string;
  readonly matches: (line: string) => boolean;
  readonly value: number;
}

const keyOf = (namespace: string, metric: string): string => `${namespace} ${metric}`;

/**
 * Evaluates the template's alarms on queues, by CloudWatch's definitions, and on metric filters of logs. Whether one
 * rings is decided whenever something has happened and whenever somebody asks; the period that runs counts too.
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
  readonly #logGroups: ReadonlyMap<string, string>;

  constructor(template: Template, functions: readonly LambdaFunction[], queues: readonly Queue[], clock: Clock) {
    this.#clock = clock;
    this.#logGroups = new Map(functions.map(({ shortName, logGroup }) => [shortName, logGroup]));
    this.#logMetrics = readMetricFilters(template).flatMap(({ logGroup, pattern, namespace, metric, value }) => {
      const matches = compileLogPattern(pattern);
      const counts = Number(value);
      if (matches === undefined || Number.isNaN(counts)) return [];
      return [{ logGroup, key: keyOf(namespace, metric), matches, value: counts }];
    });
    const { known, others } = readAlarms(template);
    const watched = known.map((settings) => ({ settings, metric: this.#metricOf(settings, queues) }));
    this.#watched = watched.flatMap(({ settings, metric }): Watched[] =>
      metric === undefined ? [] : [{ settings, metric, state: "OK", rangAt: undefined }],
    );
    const unwatched = watched.filter(({ metric }) => metric === undefined).map(({ settings }) => settings.name);
    this.inert = [...unwatched, ...others];
    this.#longest = Math.max(0, ...this.#watched.map(({ settings }) => settings.periods * settings.periodMs));
  }

  /** Every alarm that is evaluated, as it stands now. */
  get states(): readonly AlarmState[] {
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
    const own = this.#logMetrics.filter((metric) => metric.logGroup === logGroup);
    if (own.length === 0) return;
    const at = this.#clock.now();
    for (const line of text.split("\n").filter(Boolean))
      for (const { key, matches, value } of own)
        if (matches(line)) this.#counted.set(key, [...(this.#counted.get(key) ?? []), { at, value }]);
  }

  /** Forgets everything; for a reset. */
  reset(): void {
    for (const series of this.#series.values()) series.clear();
    this.#counted.clear();
    for (const alarm of this.#watched) [alarm.state, alarm.rangAt] = ["OK", undefined];
  }

  #metricOf({ namespace, metric, dimensions, statistic }: AlarmSettings, queues: readonly Queue[]): Metric | undefined {
    const queueMetric = queueMetrics.find((known) => known === metric);
    if (namespace === "AWS/SQS" && queueMetric !== undefined && statistic === "Maximum") {
      const queue = queues.find(({ name }) => name === dimensions.QueueName);
      if (queue === undefined) return undefined;
      const series = this.#series.get(queue) ?? new QueueSeries();
      this.#series.set(queue, series);
      return (from, to) => series.maximum(queueMetric, from, to);
    }
    const key = keyOf(namespace, metric);
    if (statistic !== "Sum" || !this.#logMetrics.some((counted) => counted.key === key)) return undefined;
    return (from, to) => {
      const counted = (this.#counted.get(key) ?? []).filter(({ at }) => at >= from && at <= to);
      return counted.length === 0 ? undefined : counted.reduce((sum, { value }) => sum + value, 0);
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
      return value === undefined ? missingBreaches : breaches(value);
    });
    return breaching.length >= datapoints;
  }
}
