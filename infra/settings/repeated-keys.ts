import { isPair, isScalar, LineCounter, parseDocument, visit } from "yaml";

/** A key that an object has already. */
interface RepeatedKey {
  /** The key with those above it, `mail.sender`. */
  readonly name: string;
  readonly line: number;
}

/**
 * Keys that a text in JSON has twice in one object. `JSON.parse` keeps the last of them and does not tell; every JSON text
 * is one in YAML, whose parser does.
 */
export function repeatedKeys(text: string): RepeatedKey[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const repeated = new Set(document.errors.filter(({ code }) => code === "DUPLICATE_KEY").map(({ pos }) => pos[0]));
  const found: RepeatedKey[] = [];
  visit(document, {
    Pair(_, pair, above) {
      const start = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
      if (start === undefined || !repeated.has(start)) return;
      const name = [...above.filter(isPair), pair].map(({ key }) => String(key)).join(".");
      found.push({ name, line: lines.linePos(start).line });
    },
  });
  return found;
}
