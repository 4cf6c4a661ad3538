import { errorReply, jsonReply, type Call, type CallHandler, type Reply } from "../aws-endpoint.ts";

/** How one entry of a batch fails while the others pass: acts without it, and answers what AWS answers then. */
type FailEntry = (call: Call, entry: number, error: string, act: CallHandler) => Promise<Reply>;

interface PutEventsAnswer {
  FailedEntryCount: number;
  Entries: object[];
}

const failEvent: FailEntry = async (call, entry, error, act) => {
  const entries = call.input.Entries as readonly unknown[];
  if (entry >= entries.length) return act(call);
  const Entries = entries.filter((_, index) => index !== entry);
  // A batch of nothing is one that the service would not take.
  const nothing = jsonReply({ FailedEntryCount: 0, Entries });
  const reply = Entries.length === 0 ? nothing : await act({ ...call, input: { ...call.input, Entries } });
  const answer = JSON.parse(reply.body) as PutEventsAnswer;
  answer.Entries.splice(entry, 0, { ErrorCode: error, ErrorMessage: `${error} was injected.` });
  answer.FailedEntryCount += 1;
  return { ...reply, body: JSON.stringify(answer) };
};

interface Keys {
  readonly Keys: readonly object[];
}
interface BatchGetAnswer {
  readonly UnprocessedKeys?: Readonly<Record<string, Keys>>;
}

/** DynamoDB names no error: what it did not come to, it gives back. Source: "BatchGetItem" of the DynamoDB API reference. */
const failKey: FailEntry = async (call, entry, _error, act) => {
  const tables = Object.entries(call.input.RequestItems as Readonly<Record<string, Keys>>);
  const [table, asked] = tables[0] ?? [];
  if (table === undefined || asked === undefined || tables.length > 1 || entry >= asked.Keys.length) return act(call);
  const left = { ...asked, Keys: asked.Keys.slice(entry, entry + 1) };
  const Keys = asked.Keys.filter((_, index) => index !== entry);
  const RequestItems = { [table]: { ...asked, Keys } };
  const nothing = jsonReply({ Responses: { [table]: [] } });
  const reply = Keys.length === 0 ? nothing : await act({ ...call, input: { ...call.input, RequestItems } });
  const answer = JSON.parse(reply.body) as BatchGetAnswer;
  return { ...reply, body: JSON.stringify({ ...answer, UnprocessedKeys: { [table]: left } }) };
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
