import { Refusal } from "../domain/refusal.ts";

/** Seconds after which to try again: the SDK has waited for some of its own before it gave up. */
const retryAfter = 5;

/** What AWS services call it when they are asked more than they take (DynamoDB, Cognito, Secrets Manager, SQS, SES). */
const throttlings: readonly string[] = [
  "Throttling",
  "ThrottlingException",
  "ThrottlingError",
  "ThrottledException",
  "RequestThrottled",
  "RequestThrottledException",
  "RequestLimitExceeded",
  "ProvisionedThroughputExceeded",
  "ProvisionedThroughputExceededException",
  "TooManyRequestsException",
];

/** Why one part of a transaction did not hold; every one of these passes. */
const passing: readonly string[] = ["None", "TransactionConflict", ...throttlings];

interface ServiceError {
  readonly name?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

/**
 * The refusal of a request that an AWS service would not serve at that moment, after all retries; null for every other error.
 * The write that it was about did not happen.
 */
export function unavailability(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !isThrottled(error)) return null;
  const detail =
    "More is asked of the service at the moment than it takes. Try again in a while, with the same key if any.";
  return new Refusal("unavailable", detail, { retryAfter });
}

function isThrottled({ name, $metadata, CancellationReasons }: ServiceError): boolean {
  if (name === "TransactionCanceledException") {
    return CancellationReasons?.every(({ Code = "None" }) => passing.includes(Code)) === true;
  }
  return throttlings.includes(String(name)) || $metadata?.httpStatusCode === 429;
}
