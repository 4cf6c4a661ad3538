import type { TransactWriteItem } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { saysTheSame } from "../kernel/equality.ts";
import { keyOf, type Key } from "./keys.ts";

/** What must hold for a write to happen. */
export interface Condition {
  readonly expression: string;
  readonly names?: Record<string, string>;
  readonly values?: Record<string, unknown>;
}

/** What is done to some attributes of an item; the others stay as they are. */
export interface Update {
  readonly key: Key;
  /** Written every time; undefined members are left as they are. */
  readonly set: Record<string, unknown>;
  /** Written only where there is nothing yet. */
  readonly setOnce?: Record<string, unknown>;
  /** Added to what there is, or to nothing. */
  readonly add?: Readonly<Record<string, number>>;
  readonly remove?: readonly string[];
  readonly condition?: Condition | undefined;
}

/** One write of a transaction. A `check` writes nothing, and holds the others back when its condition fails. */
export type Write =
  | { readonly kind: "put"; readonly item: Record<string, unknown> & Key; readonly condition?: Condition }
  | ({ readonly kind: "update" } & Update)
  | { readonly kind: "delete"; readonly key: Key; readonly condition?: Condition }
  | { readonly kind: "check"; readonly key: Key; readonly condition: Condition };

/** Whether a write is of the item at a key. */
export function isOf(write: Write, { PK, SK }: Key): boolean {
  const key = write.kind === "put" ? write.item : write.key;
  return key.PK === PK && key.SK === SK;
}

/** There is no such item yet. */
export const isNew: Condition = { expression: "attribute_not_exists(PK)" };

/** Two conditions at once, with names and values of their own. */
export const both = (one: Condition, other: Condition): Condition => ({
  expression: `${one.expression} AND ${other.expression}`,
  names: { ...one.names, ...other.names },
  values: { ...one.values, ...other.values },
});

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

/** What an item has besides its key. */
type Stored = Record<string, unknown> & Key;

/**
 * Makes a stored item say what `after` says, attribute by attribute: what only others know of, and what did not change, stays
 * as it is. Null before: it is new.
 */
export function rewrite(before: Stored | null, after: Stored, condition: Condition): Write {
  if (before === null) return { kind: "put", item: after, condition };
  const changed = Object.entries(after).filter(([name, value]) => !saysTheSame(before[name], value));
  const gone = Object.keys(before).filter((name) => before[name] !== undefined && after[name] === undefined);
  const set = Object.fromEntries(changed.filter(([, value]) => value !== undefined));
  return { kind: "update", key: keyOf(after), set, remove: gone, condition };
}

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
      return { Update: { TableName, ...updateOf(write) } };
    case "delete":
      return { Delete: { ...target, Key: marshall(write.key) } };
    case "check":
      return {
        ConditionCheck: { ...target, ConditionExpression: write.condition.expression, Key: marshall(write.key) },
      };
  }
}

/** What an update does to attributes, and on which condition, in the format of the SDK; nothing has to be read before. */
export function updateOf({ key, set, setOnce = {}, add = {}, remove: gone = [], condition }: Update) {
  const clauses: Record<string, string[]> = {};
  const names: Record<string, string> = { ...condition?.names };
  const values: Record<string, unknown> = { ...condition?.values };
  const nameOf = (field: string): string => {
    const name = `#u${Object.keys(names).length}`;
    names[name] = field;
    return name;
  };
  const say = (verb: string, fields: object, form: (name: string, value: string) => string): void => {
    for (const [field, value] of Object.entries(fields).filter(([, value]) => value !== undefined)) {
      const variable = `:u${Object.keys(names).length}`;
      const path = field.split(".").map(nameOf).join(".");
      if (verb !== "REMOVE") values[variable] = value;
      (clauses[verb] ??= []).push(form(path, variable));
    }
  };
  const [inside = [], whole = []] = [true, false].map((isInside) =>
    Object.entries(add).filter(([field]) => field.includes(".") === isInside),
  );
  say("SET", set, (name, value) => `${name} = ${value}`);
  say("SET", setOnce, (name, value) => `${name} = if_not_exists(${name}, ${value})`);
  // ADD takes no number inside an attribute.
  say("SET", Object.fromEntries(inside), (name, value) => `${name} = ${name} + ${value}`);
  say("ADD", Object.fromEntries(whole), (name, value) => `${name} ${value}`);
  say("REMOVE", Object.fromEntries(gone.map((field) => [field, field])), (name) => name);
  return {
    Key: marshall(key),
    UpdateExpression: Object.entries(clauses)
      .map(([verb, parts]) => `${verb} ${parts.join(", ")}`)
      .join(" "),
    ConditionExpression: condition?.expression,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: Object.keys(values).length > 0 ? marshall(values) : undefined,
  };
}
