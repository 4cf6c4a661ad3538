/** The texts of an alarm, for its mail and its entry in the runbook. One or two sentences each. */
export interface AlarmWords {
  /** Who is affected, and how. */
  readonly hurt: string;
  /** Where to look first. */
  readonly firstCheck: string;
  /** What to do. */
  readonly fix: string;
  /** When the alarm is over. */
  readonly normal: string;
}

/** The headings of an alarm's texts, in order. */
export const alarmParts: Readonly<Record<keyof AlarmWords, string>> = {
  hurt: "Who is affected",
  firstCheck: "First check",
  fix: "Fix",
  normal: "Back to normal",
};

/** Maximum length of a description in CloudWatch. */
const longest = 1_024;

/**
 * An alarm's description, with a link to the runbook.
 * @throws if it is longer than CloudWatch allows.
 */
export function alarmDescription(words: AlarmWords, link: string): string {
  const parts = Object.entries(alarmParts) as [keyof AlarmWords, string][];
  const text = [...parts.map(([part, heading]) => `${heading}: ${words[part]}`), `Runbook: ${link}`].join("\n");
  if (text.length > longest)
    throw new Error(`The description for ${link} has ${text.length} characters; CloudWatch takes ${longest}.`);
  return text;
}

/** The texts of a description made by `alarmDescription`. */
export function wordsOf(description: string): AlarmWords {
  const lines = new Map(description.split("\n").map((line) => line.split(/: (.*)/s) as [string, string]));
  return Object.fromEntries(
    Object.entries(alarmParts).map(([part, heading]) => [part, lines.get(heading) ?? ""]),
  ) as unknown as AlarmWords;
}
