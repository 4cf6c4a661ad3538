/** What an operator can mend: one sentence, shown without a stack trace. */
export class SettingsError extends Error {}

/** By this exit code the local stack, which starts a process for its build, knows that the sentence is all there is to say. */
const exitCode = 2;

/** Ends the process with the sentence; whatever else went wrong is thrown on. */
export function endWithSentence(error: unknown): void {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = exitCode;
}
