import type { Mutant } from "./mutants.ts";

/** A file's text with a mutant in it; what is wrong where its text is not there exactly once. */
export function mutated({ text, replacement }: Mutant, before: string): string | { readonly fault: string } {
  const count = before.split(text).length - 1;
  if (count !== 1) return { fault: `Its text is in the file ${count} times.` };
  if (text === replacement) return { fault: "It changes nothing." };
  // Not `replace` with a string, which reads `$` in the replacement.
  return before.replace(text, () => replacement);
}
