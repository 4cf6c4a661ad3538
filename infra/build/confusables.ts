import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../../shared/policy/confusables.json", import.meta.url));

/** What of Unicode's list concerns names: letters and figures that compatibility decomposition leaves as they are. */
const concernsNames = (source: string): boolean =>
  source.normalize("NFKD") === source && /^[\p{L}\p{N}]$/u.test(source) && !/\p{Script=Han}/u.test(source);

const textOf = (codePoints: string): string =>
  String.fromCodePoint(
    ...codePoints
      .trim()
      .split(/\s+/)
      .map((point) => Number.parseInt(point, 16)),
  );

/** Unicode's `confusables.txt` (UTS 39) as what the product reads: each prototype with the characters that look like it. */
export function confusablesOf(list: string): Record<string, string> {
  const prototypes = new Map<string, string[]>();
  for (const line of list.split("\n")) {
    const [source, target] = line.replace(/#.*/, "").split(";");
    if (source === undefined || target === undefined) continue;
    const [from, to] = [textOf(source), textOf(target)];
    if (concernsNames(from)) prototypes.set(to, [...(prototypes.get(to) ?? []), from]);
  }
  return Object.fromEntries([...prototypes].map(([prototype, sources]) => [prototype, sources.join("")] as const));
}

if (import.meta.main) {
  const confusables = confusablesOf(readFileSync(process.argv[2] ?? 0, "utf8"));
  writeFileSync(file, JSON.stringify(confusables));
  console.log(`Wrote ${Object.keys(confusables).length} prototypes. Format the file before you commit it.`);
}
