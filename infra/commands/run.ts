/** What the person at the keyboard can mend: one sentence, shown without a stack trace. */
export class CommandError extends Error {}

/** The sentence to end with: of a CommandError, or of a command line that cannot be read; null for any other fault. */
export const sentenceOf = (error: unknown): string | null => {
  const isOfTheLine = (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS") === true;
  return error instanceof CommandError || isOfTheLine ? (error as Error).message : null;
};

/** By this exit code the local stack, which starts a process for its build, knows that the sentence is all there is to say. */
export const refusedBuild = 2;

/** Ends the process with the sentence; whatever else went wrong is thrown on. */
export function endWithSentence(error: unknown, exitCode = 1): void {
  const sentence = sentenceOf(error);
  if (sentence === null) throw error;
  console.error(sentence);
  process.exitCode = exitCode;
}

/** Runs a command, or says with `--help` how it is used, and ends with a sentence where it cannot be done. */
export async function run(work: () => void | Promise<void>, usage: string): Promise<void> {
  if (process.argv.includes("--help")) return console.log(usage);
  try {
    await work();
  } catch (error) {
    endWithSentence(error);
  }
}
