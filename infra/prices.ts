/** A public price in dollars for a number of units. */
export interface Price {
  readonly what: string;
  readonly unit: string;
  readonly usd: number;
  readonly per: number;
  /** Where AWS says what holds now. */
  readonly source: string;
  /** The dated page that the price was compared with; null if none was found. */
  readonly seen: { readonly date: string; readonly at: string } | null;
}

/** The region of these prices; free tiers and volume discounts are left out. */
export const region = "us-east-1";

const million = 1_000_000;

const seen = {
  dynamodb: { date: "2025-07-21", at: "https://airbyte.com/data-engineering-resources/dynamodb-pricing" },
  lambda: {
    date: "2026-05-11",
    at: "https://git.mcrn.ar/mariano/lambda_local_runner/src/branch/main/docs/lambdas-md/lambda-13-cost.md",
  },
  gateway: { date: "2025-05-19", at: "https://awsforengineers.com/blog/aws-api-gateway-pricing-explained" },
  eventbridge: {
    date: "2026-06",
    at: "https://www.factualminds.com/blog/amazon-eventbridge-pricing-events-pipes-schema-archive/",
  },
  sqs: { date: "2026-03-14", at: "https://cloudburn.io/blog/amazon-sqs-pricing" },
} as const;

const price = (what: string, unit: string, usd: number, per: number, page: string, at: Price["seen"]): Price => ({
  ...{ what, unit, usd, per, seen: at },
  source: `https://aws.amazon.com/${page}/`,
});

/** On-demand prices of what an invitation uses, mail last: name, unit, dollars, for how many units, page of AWS, what was compared. */
export const prices = {
  writes: price("DynamoDB, writes", "units", 0.625, million, "dynamodb/pricing/on-demand", seen.dynamodb),
  reads: price("DynamoDB, reads", "units", 0.125, million, "dynamodb/pricing/on-demand", seen.dynamodb),
  stored: price(
    "DynamoDB, a month's storage with continuous backup",
    "GB-months",
    0.25 + 0.2,
    1,
    "dynamodb/pricing/on-demand",
    null,
  ),
  invocations: price("Lambda, invocations", "", 0.2, million, "lambda/pricing", seen.lambda),
  compute: price("Lambda, arm64", "GB-s", 0.0000133334, 1, "lambda/pricing", seen.lambda),
  calls: price("API Gateway, HTTP API", "calls", 1, million, "api-gateway/pricing", seen.gateway),
  events: price("EventBridge, custom events", "", 1, million, "eventbridge/pricing", seen.eventbridge),
  queuedMail: price("SQS, events that mail", "requests", 0.4, million, "sqs/pricing", seen.sqs),
  queuedDelivery: price("SQS, reports of SES", "requests", 0.4, million, "sqs/pricing", seen.sqs),
  queuedFunnel: price("SQS, steps to count", "requests", 0.4, million, "sqs/pricing", seen.sqs),
  logged: price("CloudWatch Logs, of functions", "GB", 0.5, 1, "cloudwatch/pricing", null),
  accessLogged: price("CloudWatch Logs, of the API", "GB", 0.5, 1, "cloudwatch/pricing", null),
  sent: price("Data out", "GB", 0.09, 1, "ec2/pricing/on-demand", seen.gateway),
  mails: price("SES, mails", "", 0.1, 1_000, "ses/pricing", null),
};

/** A kind of thing that costs. */
export type Kind = keyof typeof prices;
/** How much of each kind was used. */
export type Usage = Readonly<Record<Kind, number>>;

/** Dollars for an amount of a kind. */
export const costOf = (kind: Kind, amount: number): number => (amount / prices[kind].per) * prices[kind].usd;

/** Dollars for everything but mail. */
export const costWithoutMail = (usage: Usage): number =>
  (Object.keys(usage) as Kind[])
    .filter((kind) => kind !== "mails")
    .reduce((sum, kind) => sum + costOf(kind, usage[kind]), 0);

/** MB at which a Lambda has one whole processor. */
const wholeProcessor = 1_769;

/** One run of a function: milliseconds of a whole processor, and milliseconds in which it waits for other services. */
export interface RunTime {
  readonly cpuMs: number;
  readonly waitMs: number;
}

/** Milliseconds of a run with so many MB: its share of a processor grows with its memory. */
export const durationOf = ({ cpuMs, waitMs }: RunTime, memory: number): number =>
  (cpuMs * wholeProcessor) / Math.min(memory, wholeProcessor) + waitMs;

/** GB-seconds of a run with so many MB. */
export const computeOf = (run: RunTime, memory: number): number => (durationOf(run, memory) / 1000) * (memory / 1024);
