import { readFileSync } from "node:fs";

/** A deliberate fault of the product, and the tests that must notice it. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  /** Found exactly once in the file. */
  readonly text: string;
  readonly replacement: string;
  /** Test files of which at least one must fail. */
  readonly caughtBy: readonly string[];
}

/** Reads mutants as `mutants.diff` writes them: file, tests, then for each its name and the lines that go and come. */
export function readMutants(list: string): Mutant[] {
  const mutants: Mutant[] = [];
  let [file, caughtBy] = ["", [] as string[]];
  for (const section of list.split(/\n(?=@@ |diff )/)) {
    const [head = "", ...lines] = section.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    const unread = lines.filter((line) => !/^(?:[-+]|caught by )/.test(line));
    if (unread.length > 0) throw new Error(`${head} is followed by ${unread.join(", ")}.`);
    const marked = (mark: string): string =>
      lines.flatMap((line) => (line.startsWith(mark) ? line.slice(mark.length) : [])).join("\n");
    if (head.startsWith("diff ")) [file, caughtBy] = [head.slice(5), marked("caught by ").split(" ")];
    else if (head !== "")
      mutants.push({ name: head.slice(3), file, text: marked("-"), replacement: marked("+"), caughtBy });
  }
  return mutants;
}

/** Every fault that is played by `npm run mutants`. */
export const mutants: readonly Mutant[] = readMutants(readFileSync(new URL("mutants.diff", import.meta.url), "utf8"));

/** A file's text with a mutant in it; the fault where its text is not there exactly once. */
export function mutated({ text, replacement }: Mutant, before: string): string | { readonly fault: string } {
  const count = before.split(text).length - 1;
  if (count !== 1) return { fault: `Its text is in the file ${count} times.` };
  if (text === replacement) return { fault: "It changes nothing." };
  // Not `replace` with a string, which reads `$` in the replacement.
  return before.replace(text, () => replacement);
}
