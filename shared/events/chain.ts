import { createHash, createHmac, randomBytes } from "node:crypto";
import { orderedJson } from "../kernel/equality.ts";
import type { StoredEvent } from "./envelope.ts";
import personalFields from "./personal-fields.json" with { type: "json" };

/** Names an event, and with it every event before it of its aggregate: SHA-256 in base64url. */
export type EventDigest = string;

/**
 * What hides personal fields in digests: one salt for all events of an item, or, after an erasure, the salts of the fields
 * that are left, by their paths. A field without a salt was erased, and holds its hidden form.
 */
export type Salts = { readonly salt: string } | { readonly salts: Readonly<Record<string, string>> };

/** Salt of a new item. */
export const newSalt = (): string => randomBytes(16).toString("base64url");

/** The digest of the last of events that follow one another; `previous` is null for the first of an aggregate. */
export const chainDigest = (previous: EventDigest | null, events: readonly StoredEvent[], salts: Salts): EventDigest =>
  events.reduce<EventDigest | null>((before, { type, metadata, data }, at) => {
    const hidden = withPersonal(data, `${at}`, (value, path) => hiddenForm(value, saltOf(salts, path)));
    return sha256(orderedJson({ previous: before, type, metadata, data: hidden }));
  }, previous) ?? "";

/**
 * Events without the personal values that `isErased` picks, each replaced by its hidden form, and the salts of those that are
 * left. Their digest stays the same, and nothing of an erased value can be guessed from it, because its salt is gone.
 */
export function erase(
  events: readonly StoredEvent[],
  salts: Salts,
  isErased: (value: unknown) => boolean,
): { readonly events: readonly StoredEvent[]; readonly salts: Salts } {
  const kept: Record<string, string> = {};
  const changed = events.map(({ data, ...event }, at) => ({
    ...event,
    data: withPersonal(data, `${at}`, (value, path) => {
      const salt = saltOf(salts, path);
      if (salt === null) return value;
      if (isErased(value)) return hiddenForm(value, salt);
      kept[path] = salt;
      return value;
    }) as StoredEvent["data"],
  }));
  return { events: changed, salts: { salts: kept } };
}

/** A personal value as digests have it; one without a salt is in this form already. */
const hiddenForm = (value: unknown, salt: string | null): unknown =>
  salt === null ? value : `sha256:${sha256(`${salt} ${JSON.stringify(value)}`)}`;

/** Whether a text has the form that erased values have. */
export const isHidden = (text: string): boolean => /^sha256:[\w-]{43}$/.test(text);

/** The salt of one field; null if it was erased. Of a salt by path the item's own salt does not follow. */
const saltOf = (salts: Salts, path: string): string | null =>
  "salt" in salts ? createHmac("sha256", salts.salt).update(path).digest("base64url") : (salts.salts[path] ?? null);

const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64url");

/** The data of an event with `change` made of each personal value, whose path begins with `at`. */
function withPersonal(data: unknown, at: string, change: (value: unknown, path: string) => unknown): unknown {
  const under = (value: unknown, path: string, marks: Marks | undefined): unknown => {
    if (marks === undefined || value === null || value === undefined) return value;
    if (typeof value !== "object") return marks === true ? change(value, path) : value;
    const inside = (member: unknown, name: string | number) =>
      under(member, `${path}/${name}`, marks === true ? true : marks[name]);
    if (Array.isArray(value)) return value.map(inside);
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inside(member, name)]));
  };
  return under(data, at, personalFields as Marks);
}

/** Members that hold personal data, all of them or some. */
type Marks = true | { readonly [member: string]: Marks };
