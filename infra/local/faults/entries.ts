import { errorReply, jsonReply, type Call, type CallHandler, type Reply } from "../aws-endpoint.ts";

/** How one entry of a batch fails while the others pass: acts without it, and answers what AWS answers then. */
type FailEntry = (call: Call, entry: number, error: string, act: CallHandler) => Promise<Reply>;

/** Acts on what is left of a batch, and changes the answer; a batch of nothing is one that the service would not take. */
const actOnRest = async <Answer>(
  call: Call,
  act: CallHandler,
  { rest, input, nothing }: { readonly rest: readonly unknown[]; readonly input: object; readonly nothing: object },
  changed: (answer: Answer) => object,
): Promise<Reply> => {
  const reply = rest.length === 0 ? jsonReply(nothing) : await act({ ...call, input: { ...call.input, ...input } });
  return { ...reply, body: JSON.stringify(changed(JSON.parse(reply.body) as Answer)) };
};

const failEvent: FailEntry = async (call, entry, error, act) => {
  const entries = call.input.Entries as readonly unknown[];
  if (entry >= entries.length) return act(call);
  const Entries = entries.toSpliced(entry, 1);
  const left = { rest: Entries, input: { Entries }, nothing: { FailedEntryCount: 0, Entries } };
  const failed = { ErrorCode: error, ErrorMessage: `${error} was injected.` };
  return actOnRest(call, act, left, (answer: { readonly FailedEntryCount: number; readonly Entries: object[] }) => ({
    FailedEntryCount: answer.FailedEntryCount + 1,
    Entries: answer.Entries.toSpliced(entry, 0, failed),
  }));
};

interface Keys {
  readonly Keys: readonly object[];
}

/** DynamoDB names no error: what it did not come to, it gives back. Source: "BatchGetItem" of the DynamoDB API reference. */
const failKey: FailEntry = async (call, entry, _error, act) => {
  const tables = Object.entries(call.input.RequestItems as Readonly<Record<string, Keys>>);
  const [table, asked] = tables[0] ?? [];
  if (table === undefined || asked === undefined || tables.length > 1 || entry >= asked.Keys.length) return act(call);
  const left = { ...asked, Keys: asked.Keys.slice(entry, entry + 1) };
  const rest = asked.Keys.toSpliced(entry, 1);
  const input = { RequestItems: { [table]: { ...asked, Keys: rest } } };
  const nothing = { Responses: { [table]: [] } };
  return actOnRest(call, act, { rest, input, nothing }, (answer: object) => ({
    ...answer,
    UnprocessedKeys: { [table]: left },
  }));
};

/** A conflict of one item is one of all; DynamoDB Local never answers it by itself. */
const failTransaction: FailEntry = async (call, entry, error) => {
  const items = call.input.TransactItems as readonly unknown[];
  const CancellationReasons = items.map((_, index) => ({ Code: index === entry ? error : "None" }));
  return errorReply(call, "TransactionCanceledException", "Transaction cancelled", { CancellationReasons });
};

const ways: Readonly<Record<string, FailEntry>> = {
  BatchGetItem: failKey,
  PutEvents: failEvent,
  TransactWriteItems: failTransaction,
};

/** Operations of which one entry can fail alone, or for all. */
export const singleEntryOperations = Object.keys(ways);

/** Lets an entry of a batch fail, counted from 0. A batch that has no such entry passes whole. */
export const failEntry: FailEntry = (call, entry, error, act) =>
  (ways[call.operation] ?? failTransaction)(call, entry, error, act);
