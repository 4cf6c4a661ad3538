/** What the person at the keyboard can mend: one sentence, shown without a stack trace. */
export class CommandError extends Error {}

/** Runs a command, or says with `--help` how it is used, and ends with a sentence where it cannot be done. */
export async function run(work: () => void | Promise<void>, usage: string): Promise<void> {
  if (process.argv.includes("--help")) {
    console.log(usage);
    return;
  }
  try {
    await work();
  } catch (error) {
    const isOfTheLine = (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS") === true;
    if (!(error instanceof CommandError) && !isOfTheLine) throw error;
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
