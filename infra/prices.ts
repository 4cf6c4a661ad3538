/** A public price: so many dollars for so many of a unit. */
export interface Price {
  readonly what: string;
  readonly unit: string;
  readonly usd: number;
  readonly per: number;
  /** Where AWS says what holds now. */
  readonly source: string;
  /** The dated page that this price was compared with; null where none was found, so that it is to be looked up first. */
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

/** On-demand prices of what an invitation uses, mail last. */
export const prices = {
  writes: {
    what: "DynamoDB, writes",
    unit: "units",
    usd: 0.625,
    per: million,
    source: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    seen: seen.dynamodb,
  },
  reads: {
    what: "DynamoDB, reads",
    unit: "units",
    usd: 0.125,
    per: million,
    source: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    seen: seen.dynamodb,
  },
  stored: {
    what: "DynamoDB, a month's storage with continuous backup",
    unit: "GB-months",
    usd: 0.25 + 0.2,
    per: 1,
    source: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    seen: null,
  },
  invocations: {
    what: "Lambda, invocations",
    unit: "",
    usd: 0.2,
    per: million,
    source: "https://aws.amazon.com/lambda/pricing/",
    seen: seen.lambda,
  },
  compute: {
    what: "Lambda, arm64",
    unit: "GB-s",
    usd: 0.0000133334,
    per: 1,
    source: "https://aws.amazon.com/lambda/pricing/",
    seen: seen.lambda,
  },
  calls: {
    what: "API Gateway, HTTP API",
    unit: "calls",
    usd: 1,
    per: million,
    source: "https://aws.amazon.com/api-gateway/pricing/",
    seen: seen.gateway,
  },
  events: {
    what: "EventBridge, custom events",
    unit: "",
    usd: 1,
    per: million,
    source: "https://aws.amazon.com/eventbridge/pricing/",
    seen: seen.eventbridge,
  },
  queued: {
    what: "SQS",
    unit: "requests",
    usd: 0.4,
    per: million,
    source: "https://aws.amazon.com/sqs/pricing/",
    seen: seen.sqs,
  },
  logged: {
    what: "CloudWatch Logs",
    unit: "GB",
    usd: 0.5,
    per: 1,
    source: "https://aws.amazon.com/cloudwatch/pricing/",
    seen: null,
  },
  sent: {
    what: "Data out",
    unit: "GB",
    usd: 0.09,
    per: 1,
    source: "https://aws.amazon.com/ec2/pricing/on-demand/",
    seen: seen.gateway,
  },
  mails: {
    what: "SES, mails",
    unit: "",
    usd: 0.1,
    per: 1_000,
    source: "https://aws.amazon.com/ses/pricing/",
    seen: null,
  },
} as const satisfies Record<string, Price>;

/** A kind of thing that costs. */
export type Kind = keyof typeof prices;
/** How much of each kind was used. */
export type Usage = Readonly<Record<Kind, number>>;

/** Dollars for so much of a kind. */
export const costOf = (kind: Kind, amount: number): number => (amount / prices[kind].per) * prices[kind].usd;

/** Dollars for everything but mail. */
export const costWithoutMail = (usage: Usage): number =>
  (Object.keys(usage) as Kind[])
    .filter((kind) => kind !== "mails")
    .reduce((sum, kind) => sum + costOf(kind, usage[kind]), 0);

/** MB at which a Lambda has one whole processor. */
const wholeProcessor = 1_769;

/**
 * GB-seconds of work that takes so many milliseconds of a whole processor. A function with less memory takes longer
 * by as much as it costs less a second; waiting is counted as work, which makes this too much rather than too little.
 */
export const computeOf = (ms: number): number => (ms / 1000) * (wholeProcessor / 1024);
