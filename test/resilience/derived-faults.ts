import type { Call } from "../../infra/local/aws-endpoint.ts";

/** One fault that is injected. */
export interface DerivedFault {
  readonly name: string;
  /** The kind of call that fails; null for a crash. */
  readonly kind: string | null;
  readonly caller: string;
  /** As `/_local/faults` takes it. */
  readonly fault: object;
}

/** What each service answers when it is down, and when it throttles. */
export const errorsOf: Readonly<Record<string, readonly [down: string, throttled: string]>> = {
  dynamodb: ["InternalServerError", "ProvisionedThroughputExceededException"],
  sqs: ["InternalError", "RequestThrottled"],
  events: ["InternalException", "ThrottlingException"],
  ses: ["ServiceUnavailable", "Throttling"],
  secretsmanager: ["InternalServiceError", "ThrottlingException"],
  "cognito-idp": ["InternalErrorException", "TooManyRequestsException"],
};
const reading = /^(Get|BatchGet|Query|AdminGet)/;
/** More than the attempts of the SDK, three times over in the publisher, so that the function fails. */
const outageOf = (operation: string): number => (operation === "PutEvents" ? 10 : 4);
/** More than the attempts of a command. */
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

/** The shapes of the items that a call writes. */
function shapesOf({ operation, input }: Call): string[] {
  if (operation === "TransactWriteItems") {
    const writes = (input["TransactItems"] as readonly Readonly<Record<string, Write>>[]).flatMap(
      Object.entries<Write>,
    );
    return [...new Set(writes.map(([act, write]) => `${act} ${shapeOf(write)}`))].toSorted();
  }
  return /^(Put|Update|Delete)Item$/.test(operation) ? [shapeOf(input)] : [];
}

/** Service, operation and caller of a call, and the shapes of the items that it writes. */
export const kindOf = (call: Call): string =>
  [call.service, call.operation, call.caller, shapesOf(call).join(", ")].filter(Boolean).join(" ");

/** Shapes of items that transactions write: another write of one of them can conflict with a transaction. */
export const inTransactions = (kinds: Iterable<string>): ReadonlySet<string> =>
  new Set(
    [...kinds]
      .filter((kind) => kind.includes(" TransactWriteItems "))
      .flatMap((kind) => [...kind.matchAll(/(?:Put|Update|Delete) (\S+?)(?:,|$)/g)].map(([, shape = ""]) => shape)),
  );

/** Everything that can go wrong with a kind of call: its service throttles or is down, or the answer is lost. */
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

/** Crashes of a function: before it did anything, or after all its work. */
export const crashesOf = (caller: string): readonly DerivedFault[] =>
  ["start", "end"].map((at) => ({
    name: `${caller} crashes at the ${at}`,
    ...{ kind: null, caller, fault: { crash: caller, at } },
  }));
