import { Refusal } from "../kernel/refusal.ts";

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

/** What AWS services call it when they failed at what they were asked, and it may have happened all the same. */
const doubtful: readonly string[] = [
  // The SDK repeats a slow transaction under its token, and meets itself.
  "TransactionInProgressException",
  "InternalServerError",
  "InternalServiceError",
  "InternalErrorException",
  "InternalFailure",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  // The client gave up waiting.
  "TimeoutError",
];

/** Why one part of a transaction did not hold; every one of these passes. */
const passing: readonly string[] = ["None", "TransactionConflict", ...throttlings];

interface ServiceError {
  readonly name?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

const busy = "The service is overloaded. Nothing was changed. Try again later.";
const unknown =
  "A required service did not answer in time. Check whether your request was carried out before you repeat it, or repeat it with the same Idempotency-Key.";

/**
 * The refusal of a request that an AWS service did not serve at that moment, after all retries, and that a later retry can solve;
 * null for every other error, which somebody has to look at.
 */
export function unavailability(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null;
  if (isThrottled(error)) return new Refusal("unavailable", busy, { retryAfter });
  return isDoubtful(error) ? new Refusal("unavailable", unknown, { retryAfter }) : null;
}

const isDoubtful = ({ name, $metadata }: ServiceError): boolean =>
  doubtful.includes(String(name)) || ($metadata?.httpStatusCode ?? 0) >= 500;

function isThrottled({ name, $metadata, CancellationReasons }: ServiceError): boolean {
  if (name === "TransactionCanceledException") {
    return CancellationReasons?.every(({ Code = "None" }) => passing.includes(Code)) === true;
  }
  return throttlings.includes(String(name)) || $metadata?.httpStatusCode === 429;
}
