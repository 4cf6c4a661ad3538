/** One thing that goes wrong, as `/_local/faults` takes it. */
export interface Strike {
  readonly name: string;
  readonly fault: object;
  /** Only a function that starts cold makes this call. */
  readonly cold: boolean;
}

/** What each service answers when it is not well, and when it is asked too much. */
const errorsOf: Readonly<Record<string, readonly [failing: string, throttled: string]>> = {
  dynamodb: ["InternalServerError", "ProvisionedThroughputExceededException"],
  sqs: ["InternalError", "RequestThrottled"],
  events: ["InternalException", "ThrottlingException"],
  ses: ["ServiceUnavailable", "Throttling"],
  secretsmanager: ["InternalServiceError", "ThrottlingException"],
  "cognito-idp": ["InternalErrorException", "TooManyRequestsException"],
};
const reading = /^(Get|BatchGet|Query|AdminGet)/;
/** More than the SDK tries on its own, and the publisher three times over, so that whoever called the function hears of it. */
const outageOf = (operation: string): number => (operation === "PutEvents" ? 10 : 4);

/** Whatever may go wrong with a call, given as `service operation caller`: before it acts, and after. */
export function strikesOn(call: string): readonly Strike[] {
  const [service = "", operation = "", caller = ""] = call.split(" ");
  const [failing, throttled] = errorsOf[service]!;
  const of = (what: string, more: object): Strike => ({
    name: `${call}: ${what}`,
    fault: { service, operation, caller, ...more },
    cold: service === "secretsmanager",
  });
  return [
    of(`${failing}, again and again`, { error: failing, times: outageOf(operation) }),
    of(throttled, { error: throttled }),
    ...(reading.test(operation) ? [] : lost(of, outageOf(operation))),
    ...(operation === "TransactWriteItems"
      ? [
          of("TransactionConflict", { error: "TransactionConflict" }),
          of("TransactionConflict, again and again", { error: "TransactionConflict", times: 7 }),
        ]
      : []),
    ...(operation === "PutEvents" ? [of("one entry failed", { error: "InternalFailure", entry: 0 })] : []),
    ...(operation === "BatchGetItem" ? [of("one key is left unread", { error: throttled, entry: 0 })] : []),
  ];
}

const lost = (of: (what: string, more: object) => Strike, outage: number): Strike[] => [
  of("done, and the answer lost", { error: "timeout", after: true }),
  of("done, and every answer lost", { error: "timeout", after: true, times: outage }),
];

/** A function that goes away in the middle of its work: before it did any, or after all of it. */
export const crashesOf = (caller: string): readonly Strike[] =>
  ["start", "end"].map((at) => ({ name: `${caller} crashes at the ${at}`, fault: { crash: caller, at }, cold: false }));
