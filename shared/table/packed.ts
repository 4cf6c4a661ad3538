import { brotliCompressSync, brotliDecompressSync, constants, deflateRawSync, inflateRawSync } from "node:zlib";
import { dictionaries } from "./dictionaries.ts";

/** Bytes as the table has them; a stream hands them over as base 64. */
export type Packed = Uint8Array | string;

/** The version of the dictionary by which values are compressed from now on. */
const newest = 1;

/**
 * A value, compressed: a byte with the dictionary's version, then, each behind its length, its JSON by the dictionary and what is
 * stored `beside` it and often repeated in it, its hexadecimal digits as bytes, and its prose by Brotli, which has words of many
 * languages of its own.
 */
export function packed(value: unknown, beside: readonly string[] = []): Uint8Array {
  const prose = new Set<string>();
  const json = JSON.stringify(value, (_, member: unknown) => {
    if (typeof member !== "string" || !isProse(member)) return member;
    prose.add(member);
    return { [proseMark]: [...prose].indexOf(member) };
  });
  const dictionary = dictionaryOf(newest, beside);
  const runs = new Set<string>();
  const marked = json.replace(hexRun, (run) => {
    if (runs.size === mostRuns || dictionary.includes(run)) return run;
    runs.add(run);
    return markOf([...runs].indexOf(run));
  });
  const body = deflateRawSync(marked, { level: 9, dictionary });
  const hex = [...runs].flatMap((run) => {
    const bytes = Buffer.from(run.replaceAll("-", ""), "hex");
    return [isUuid(run) ? uuidMark : bytes.length, ...bytes];
  });
  const parts = [body, Uint8Array.from(hex), prose.size === 0 ? [] : packedProse([...prose])];
  return Uint8Array.from([newest, ...parts.flatMap((part) => [part.length >> 8, part.length & 0xff, ...part])]);
}

/** The value again; throws if it was not compressed by a dictionary that is known, and by what is beside it. */
export function unpacked(bytes: Packed, beside: readonly string[] = []): unknown {
  const given = typeof bytes === "string" ? Buffer.from(bytes, "base64") : Buffer.from(bytes);
  let at = 1;
  const next = (): Buffer => {
    const length = given.readUInt16BE(at);
    return given.subarray(at + 2, (at += 2 + length));
  };
  const body = inflateRawSync(next(), { dictionary: dictionaryOf(given[0] ?? 0, beside) });
  const runs = runsIn(next());
  const last = next();
  const prose = last.length === 0 ? [] : brotliDecompressSync(last).toString("utf8").split(proseEnd);
  const json = body.toString("utf8").replace(mark, (_, index: string) => runs[index.charCodeAt(0) - firstIndex] ?? "");
  const value = JSON.parse(json) as unknown;
  return prose.length === 0 ? value : withProse(value, prose);
}

/** Puts the prose back into a parsed value, in place: parsing with a reviver takes more than twice as long. */
function withProse(value: unknown, prose: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  const members = value as Record<string, unknown>;
  const found = members[proseMark];
  if (found !== undefined) return prose[found as number];
  for (const [name, member] of Object.entries(members)) members[name] = withProse(member, prose);
  return value;
}

/** Stands for prose in the JSON: no field has an empty name. */
const proseMark = "";
const proseEnd = "\0";

/** Several words, none of which ends the others. */
const isProse = (text: string): boolean => text.length > 20 && text.includes(" ") && !text.includes(proseEnd);

function packedProse(prose: readonly string[]): Uint8Array {
  const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
  return brotliCompressSync(prose.join(proseEnd), { params });
}

/** UUIDs, and what else is written in so many hexadecimal digits. */
const hexRun = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?:[0-9a-f]{2}){8,64}/g;
const isUuid = (run: string): boolean => run.includes("-");
/** Instead of a length: no other run is so long. */
const uuidMark = 255;
const uuidBytes = 16;

/** Stands for a run in the JSON, in which no control character can be. */
const start = "\u0001";
const mark = new RegExp(`${start}(.)`, "g");
const firstIndex = 0x23;
const mostRuns = 0x5c - firstIndex;
const markOf = (index: number): string => `${start}${String.fromCharCode(firstIndex + index)}`;

function runsIn(bytes: Buffer): string[] {
  const runs: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes[at] === uuidMark ? uuidBytes : (bytes[at] ?? 0);
    const hex = bytes.toString("hex", at + 1, at + 1 + length);
    runs.push(bytes[at] === uuidMark ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") : hex);
    at += 1 + length;
  }
  return runs;
}

function dictionaryOf(version: number, beside: readonly string[]): Buffer {
  const text = dictionaries[version];
  if (text === undefined) throw new Error(`There is no dictionary of version ${version}.`);
  return Buffer.from(beside.join("") + text);
}
