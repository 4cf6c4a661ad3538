import { describe, expect, test } from "vitest";
import { unavailability } from "../../../shared/runtime/unavailability.ts";

const named = (name: string, more: object = {}): Error => Object.assign(new Error("of the service"), { name }, more);
const cancelled = (...codes: string[]): Error =>
  named("TransactionCanceledException", { CancellationReasons: codes.map((Code) => ({ Code })) });

describe("an error of an AWS service", () => {
  test.each([
    named("ProvisionedThroughputExceededException"),
    named("ThrottlingException"),
    named("RequestLimitExceeded"),
    named("TooManyRequestsException"),
    named("SlowDown", { $metadata: { httpStatusCode: 429 } }),
    cancelled("None", "ThrottlingError"),
    cancelled("TransactionConflict", "None"),
    cancelled("ProvisionedThroughputExceeded"),
  ])("that is temporary asks the caller to retry: %s", (error) => {
    expect(unavailability(error)).toMatchObject({ kind: "unavailable", retryAfter: 5 });
  });

  test.each([
    named("TransactionInProgressException", { $metadata: { httpStatusCode: 400 } }),
    named("InternalServerError"),
    named("InternalErrorException"),
    named("TimeoutError"),
    named("AnyOther", { $metadata: { httpStatusCode: 503 } }),
  ])("with an unknown outcome asks the caller to check before a retry: %s", (error) => {
    const refusal = unavailability(error);
    expect(refusal).toMatchObject({ kind: "unavailable", retryAfter: 5 });
    expect(refusal?.message).toContain("Check whether your request was carried out");
  });

  test.each([
    named("ValidationException", { $metadata: { httpStatusCode: 400 } }),
    named("AccessDeniedException"),
    cancelled("ThrottlingError", "ValidationError"),
    named("TransactionCanceledException"),
    new TypeError("of ours"),
    "Throttling",
    null,
  ])("that is permanent is a 500: %s", (error) => {
    expect(unavailability(error)).toBeNull();
  });
});
