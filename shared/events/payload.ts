import { deflateRawSync, inflateRawSync } from "node:zlib";
import { dictionaries } from "./dictionaries.ts";

/** The version of what is stored from now on. */
export const newestSchema = 1;

/** A value as JSON, compressed with the dictionary of the newest version. */
export const compressed = (value: unknown): Uint8Array =>
  new Uint8Array(deflateRawSync(JSON.stringify(value), { level: 9, dictionary: dictionaryOf(newestSchema) }));

/** The value again; throws if it was not compressed with the dictionary of that version. A stream hands bytes over as base 64. */
export const expanded = (payload: Uint8Array | string, schema: number): unknown => {
  const bytes = typeof payload === "string" ? Buffer.from(payload, "base64") : payload;
  return JSON.parse(inflateRawSync(bytes, { dictionary: dictionaryOf(schema) }).toString("utf8"));
};

function dictionaryOf(schema: number): Buffer {
  const text = dictionaries[schema];
  if (text === undefined) throw new Error(`There is no dictionary of version ${schema}.`);
  return Buffer.from(text);
}
