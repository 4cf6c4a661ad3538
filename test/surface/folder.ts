import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Answer } from "../../infra/local/actors/answers.ts";
import { withPlaceholders } from "./placeholders.ts";

/** The folder that a surface is written to: the same files with the same bytes from the same product. */
export interface Folder {
  /** Writes a text with placeholders. Throws where that file was written before. */
  readonly write: (name: string, text: string) => void;
  /** Writes a text in which nothing is random as it is. */
  readonly exact: (name: string, text: string) => void;
  /** Writes a value as JSON, with placeholders. */
  readonly json: (name: string, value: unknown) => void;
  /** Writes an answer with placeholders: its status, where it leads, and its body. */
  readonly answer: (name: string, answer: Answer) => void;
  /** From now on this value stays, though it has the form of a random one. */
  readonly keep: (value: string) => void;
  /** Writes which headers answers had: each set once, with the files of the answers that had it. */
  readonly close: () => void;
}

/** Headers that tell nothing of the product, or that stand with the answer itself. */
const leftOut = new Set([
  ...["date", "connection", "keep-alive", "transfer-encoding", "content-length"],
  ...["apigw-requestid", "x-correlation-id", "etag", "location", "set-cookie"],
]);

const pretty = (text: string): string => JSON.stringify(JSON.parse(text), null, 2);

/** A receipt as its verifier reads it: header and payload, and that it is signed. */
const readableReceipt = (receipt: string): string => {
  const [header = "", payload = "", signature = ""] = receipt.split(".");
  const read = (part: string): string => pretty(Buffer.from(part, "base64url").toString("utf8"));
  return `${read(header)}\n${read(payload)}\nsignature of ${Buffer.from(signature, "base64url").length} bytes`;
};

/** A body as it can be compared line by line. */
const readable = (type: string, text: string): string => {
  if (text !== "" && /json/.test(type)) return pretty(text);
  return type === "application/jose" ? readableReceipt(text) : text;
};

/** Opens a folder, which may be there already. */
export const openFolder = (root: string): Folder => {
  const [written, lasting] = [new Set<string>(), new Set<string>()];
  const headers = new Map<string, string[]>();
  const exact = (name: string, text: string): void => {
    if (written.has(name)) throw new Error(`${name} is written twice.`);
    written.add(name);
    const file = join(root, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const write = (name: string, text: string): void => exact(name, withPlaceholders(text, lasting));
  const json = (name: string, value: unknown): void => write(name, `${JSON.stringify(value, null, 2)}\n`);
  return {
    keep: (value) => void lasting.add(value),
    write,
    exact,
    json,
    answer: (name, { status, headers: given, text }) => {
      const location = given.get("location");
      const cookies = given.getSetCookie().map((cookie) => `set-cookie: ${cookie}`);
      const head = [String(status), ...(location === null ? [] : [`location: ${location}`]), ...cookies].join("\n");
      write(name, `${head}\n\n${readable(given.get("content-type") ?? "", text)}\n`);
      const set = [...given].flatMap(([field, value]) => (leftOut.has(field) ? [] : [`${field}: ${value}`]));
      const key = withPlaceholders(set.toSorted().join("\n"));
      headers.set(key, [...(headers.get(key) ?? []), name]);
    },
    close: () => {
      const sets = [...headers].map(([set, names]) => [set, "", ...names.toSorted().map((name) => `  ${name}`), ""]);
      exact(
        "headers.txt",
        sets
          .map((lines) => lines.join("\n"))
          .toSorted()
          .join("\n"),
      );
    },
  };
};
