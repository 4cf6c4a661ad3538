import type { Call } from "../../infra/local/aws-endpoint.ts";

/** One thing that goes wrong. */
export interface DerivedFault {
  readonly name: string;
  /** The kind of call that it is aimed at; null for a crash. */
  readonly kind: string | null;
  readonly caller: string;
  /** As `/_local/faults` takes it. */
  readonly fault: object;
}

/** What each service answers when it is not well, and when it is asked too much. */
export const errorsOf: Readonly<Record<string, readonly [down: string, throttled: string]>> = {
  dynamodb: ["InternalServerError", "ProvisionedThroughputExceededException"],
  sqs: ["InternalError", "RequestThrottled"],
  events: ["InternalException", "ThrottlingException"],
  ses: ["ServiceUnavailable", "Throttling"],
  secretsmanager: ["InternalServiceError", "ThrottlingException"],
  "cognito-idp": ["InternalErrorException", "TooManyRequestsException"],
};
const reading = /^(Get|BatchGet|Query|AdminGet)/;
/** More than the SDK tries on its own, and the publisher three times over, so that the caller of the function sees it fail. */
const outageOf = (operation: string): number => (operation === "PutEvents" ? 10 : 4);
/** More than a command tries again on its own. */
const lastingConflict = 7;

type Attributes = Readonly<Record<string, { readonly S?: string }>>;
interface Write {
  readonly Key?: Attributes;
  readonly Item?: Attributes;
}

/** A key without the ids in it. */
const shapeOf = ({ Key, Item }: Write): string => {
  const key = Key ?? Item;
  const parts = [key?.["PK"]?.S ?? "", key?.["SK"]?.S ?? ""];
  return parts.map((part) => part.replace(/#.*/, "").replace(/\d{4}-W\d\d|[0-9A-Z]{26}|[\w-]{30,}/g, "…")).join("/");
};

/** What a write is done to: a transaction to several items. */
function shapesOf({ operation, input }: Call): string[] {
  if (operation === "TransactWriteItems") {
    const writes = (input["TransactItems"] as readonly Readonly<Record<string, Write>>[]).flatMap(
      Object.entries<Write>,
    );
    return [...new Set(writes.map(([act, write]) => `${act} ${shapeOf(write)}`))].toSorted();
  }
  return /^(Put|Update|Delete)Item$/.test(operation) ? [shapeOf(input)] : [];
}

/** Calls that do the same to items of the same kinds, as `service operation caller`, and what is written. */
export const kindOf = (call: Call): string =>
  [call.service, call.operation, call.caller, shapesOf(call).join(", ")].filter(Boolean).join(" ");

/** Items that transactions write, by their shape: another write of one of them can meet a transaction. */
export const inTransactions = (kinds: Iterable<string>): ReadonlySet<string> =>
  new Set(
    [...kinds]
      .filter((kind) => kind.includes(" TransactWriteItems "))
      .flatMap((kind) => [...kind.matchAll(/(?:Put|Update|Delete) (\S+?)(?:,|$)/g)].map(([, shape = ""]) => shape)),
  );

/** Whatever may go wrong with a kind of call: its service is throttled or down, or it acts and nobody hears of it. */
export function faultsOf(kind: string, shared: ReadonlySet<string> = new Set()): readonly DerivedFault[] {
  const [service = "", operation = "", caller = "", shape = ""] = kind.split(" ");
  const [down, throttled] = errorsOf[service]!;
  const of = (what: string, more: object): DerivedFault => ({
    name: `${kind}: ${what}`,
    ...{ kind, caller, fault: { service, operation, caller, ...more } },
  });
  const conflict = { error: "TransactionConflict" };
  const times = outageOf(operation);
  return [
    of(`${down}, again and again`, { error: down, times }),
    of(throttled, { error: throttled }),
    ...(reading.test(operation)
      ? []
      : [
          of("done, and the answer lost", { error: "timeout", after: true }),
          of("done, and every answer lost", { error: "timeout", after: true, times }),
        ]),
    ...(operation === "TransactWriteItems" || shared.has(shape)
      ? [of("conflict", conflict), of("conflict, again and again", { ...conflict, times: lastingConflict })]
      : []),
    ...(operation === "PutEvents" ? [of("one entry failed", { error: "InternalFailure", entry: 0 })] : []),
    ...(operation === "BatchGetItem" ? [of("one key is left unread", { error: throttled, entry: 0 })] : []),
  ];
}

/** A function that goes away in the middle of its work: before it did any, or after all of it. */
export const crashesOf = (caller: string): readonly DerivedFault[] =>
  ["start", "end"].map((at) => ({
    name: `${caller} crashes at the ${at}`,
    ...{ kind: null, caller, fault: { crash: caller, at } },
  }));
