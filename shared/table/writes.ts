import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Key } from "./keys.ts";

/** What must hold for a write to happen. */
export interface Condition {
  readonly expression: string;
  readonly names?: Record<string, string>;
  readonly values?: Record<string, unknown>;
}

/** One write of a transaction. A `check` writes nothing, and holds the others back when its condition fails. */
export type Write =
  | { readonly kind: "put"; readonly item: Record<string, unknown> & Key; readonly condition?: Condition }
  | {
      readonly kind: "update";
      readonly key: Key;
      /** Written every time; undefined members are left as they are. */
      readonly set: Record<string, unknown>;
      /** Written only where there is nothing yet. */
      readonly setOnce: Record<string, unknown>;
      /** Added to what there is, or to nothing. */
      readonly add?: Readonly<Record<string, number>>;
      readonly condition?: Condition;
    }
  | { readonly kind: "delete"; readonly key: Key; readonly condition?: Condition }
  | { readonly kind: "check"; readonly key: Key; readonly condition: Condition };

/** Whether a write is of the item at a key. */
export function isOf(write: Write, { PK, SK }: Key): boolean {
  const key = write.kind === "put" ? write.item : write.key;
  return key.PK === PK && key.SK === SK;
}

/** There is no such item yet. */
export const isNew: Condition = { expression: "attribute_not_exists(PK)" };

/** The item is still at the version that was read; null: there was none. */
export const isAtVersion = (version: number | null): Condition =>
  version === null
    ? isNew
    : { expression: "#version = :version", names: { "#version": "version" }, values: { ":version": version } };

/** The item is still at the version that was read, or is still missing if it was read as its empty form, of version 0. */
export const isAsRead = ({ version }: { readonly version: number }): Condition =>
  isAtVersion(version === 0 ? null : version);

/** Stores an item as a whole. */
export const put = (
  key: Key,
  entity: string,
  attributes: object,
  condition?: Condition,
): Extract<Write, { kind: "put" }> => ({
  kind: "put",
  item: { ...key, entity, schema: 1, ...attributes },
  ...(condition && { condition }),
});

/** Deletes an item. */
export const remove = (key: Key, condition?: Condition): Write => ({
  kind: "delete",
  key,
  ...(condition && { condition }),
});

/** Holds a transaction to a condition of an item that it does not write. */
export const check = (key: Key, condition: Condition): Write => ({ kind: "check", key, condition });

/** A write in the format of the SDK. */
export function toTransactItem(write: Write, TableName: string): TransactWriteItem {
  const { condition } = write;
  const target = {
    TableName,
    ConditionExpression: condition?.expression,
    ExpressionAttributeNames: condition?.names,
    ExpressionAttributeValues: condition?.values && marshall(condition.values),
  };
  switch (write.kind) {
    case "put":
      return { Put: { ...target, Item: marshall(write.item, { removeUndefinedValues: true }) } };
    case "update":
      return { Update: updateOf(write, target) };
    case "delete":
      return { Delete: { ...target, Key: marshall(write.key) } };
    case "check":
      return {
        ConditionCheck: { ...target, ConditionExpression: write.condition.expression, Key: marshall(write.key) },
      };
  }
}

/** Sets attributes and counts the item's version; nothing has to be read before. */
function updateOf(
  { key, set, setOnce, add, condition }: Extract<Write, { kind: "update" }>,
  target: { readonly TableName: string; readonly ConditionExpression: string | undefined },
) {
  const always = Object.entries(set).filter(([, value]) => value !== undefined);
  const once = Object.entries(setOnce);
  const all = [...always, ...once];
  const sums = Object.entries({ version: 1, ...add });
  const assignments = all.map((_, at) =>
    at < always.length ? `#f${at} = :v${at}` : `#f${at} = if_not_exists(#f${at}, :v${at})`,
  );
  return {
    ...target,
    Key: marshall(key),
    UpdateExpression: `${assignments.length === 0 ? "" : `SET ${assignments.join(", ")} `}ADD ${sums.map((_, at) => `#a${at} :a${at}`).join(", ")}`,
    ExpressionAttributeNames: {
      ...condition?.names,
      ...Object.fromEntries(sums.map(([field], at) => [`#a${at}`, field])),
      ...Object.fromEntries(all.map(([field], at) => [`#f${at}`, field])),
    },
    ExpressionAttributeValues: marshall({
      ...condition?.values,
      ...Object.fromEntries(sums.map(([, by], at) => [`:a${at}`, by])),
      ...Object.fromEntries(all.map(([, value], at) => [`:v${at}`, value])),
    }),
  };
}
