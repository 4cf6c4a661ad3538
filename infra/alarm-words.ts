/** What the operator is told by an alarm: its mail, and its entry in the runbook. One or two sentences each. */
export interface AlarmWords {
  /** Who is affected, and how. */
  readonly hurt: string;
  /** Where to look first. */
  readonly firstCheck: string;
  /** What to do. */
  readonly fix: string;
  /** How one knows that it is over. */
  readonly normal: string;
}

/** The parts of an alarm's text, in their order, as they are headed. */
export const alarmParts: Readonly<Record<keyof AlarmWords, string>> = {
  hurt: "Who is affected",
  firstCheck: "First check",
  fix: "Fix",
  normal: "Back to normal",
};

/** CloudWatch takes no longer description. */
const longest = 1_024;

/**
 * An alarm's description: its words, and where the runbook has them.
 * @throws when CloudWatch would refuse it for its length.
 */
export function alarmDescription(words: AlarmWords, link: string): string {
  const parts = Object.entries(alarmParts) as [keyof AlarmWords, string][];
  const text = [...parts.map(([part, heading]) => `${heading}: ${words[part]}`), `Runbook: ${link}`].join("\n");
  if (text.length > longest)
    throw new Error(`The description for ${link} has ${text.length} characters; CloudWatch takes ${longest}.`);
  return text;
}

/** The words of a description that `alarmDescription` made. */
export function wordsOf(description: string): AlarmWords {
  const lines = new Map(description.split("\n").map((line) => line.split(/: (.*)/s) as [string, string]));
  return Object.fromEntries(
    Object.entries(alarmParts).map(([part, heading]) => [part, lines.get(heading) ?? ""]),
  ) as unknown as AlarmWords;
}
