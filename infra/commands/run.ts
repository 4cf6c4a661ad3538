/** An error that the user of a command can fix. It is shown without a stack trace. */
export class CommandError extends Error {}

/** The message of a CommandError or an invalid command line; null for any other error. */
export const sentenceOf = (error: unknown): string | null => {
  const isOfTheLine = (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS") === true;
  return error instanceof CommandError || isOfTheLine ? (error as Error).message : null;
};

/** A moment in the text of an option. Throws a CommandError unless it has date, time and zone. */
export function momentIn(text: string, option: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || !/T.*(?:Z|[+-]\d\d:\d\d)$/.test(text))
    throw new CommandError(`${option} needs a moment with its zone: ${option} 2026-11-30T10:00:00Z`);
  return at;
}

/** The exit code of a build that failed with a message for the user. */
export const refusedBuild = 2;

/** Ends the process with the message, or rethrows the error. */
export function endWithSentence(error: unknown, exitCode = 1): void {
  const sentence = sentenceOf(error);
  if (sentence === null) throw error;
  console.error(sentence);
  process.exitCode = exitCode;
}

/** Runs a command, or prints its usage for `--help`. */
export async function run(work: () => void | Promise<void>, usage: string): Promise<void> {
  if (process.argv.includes("--help")) return console.log(usage);
  try {
    await work();
  } catch (error) {
    endWithSentence(error);
  }
}
