import { readFileSync, writeFileSync } from "node:fs";
import { alarmParts, wordsOf, type AlarmWords } from "../../../infra/alarm-words.ts";
import { synthesized } from "../../infra/synthesized.ts";

const page = new URL("../../../docs/runbook.md", import.meta.url);

const head = [
  "# Runbook",
  "",
  "<!-- Made by `npm run runbook` from the alarms of the stack; a change of a text belongs there. -->",
  "",
  "One entry for each alarm, under its name without `rapport-<stage>-`. A function writes its log to",
  "`/aws/lambda/rapport-<stage>-<function>`, the gateway to `/aws/vendedlogs/rapport-<stage>-access`. Queues are called",
  "`rapport-<stage>-<queue>`. [Operating Rapport](operating.md) says how alarms reach you, and what else there is to see.",
  "No alarm tells of data that was lost or spoilt: [Backups](operating.md#backups) says how to restore the table.",
];

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
}

/** The runbook as the stack's alarms make it. */
export const drawRunbook = (): string => {
  const alarms = synthesized()
    .of<Alarm>("AWS::CloudWatch::Alarm")
    .map(({ properties }) => properties)
    .toSorted((one, other) => (one.AlarmName < other.AlarmName ? -1 : 1));
  const entries = alarms.flatMap(({ AlarmName, AlarmDescription }) => {
    const words = wordsOf(AlarmDescription);
    const parts = Object.entries(alarmParts) as [keyof AlarmWords, string][];
    const lines = parts.map(([part, heading]) => `- **${heading}**: ${words[part].replaceAll(/(<[a-z]+>)/g, "`$1`")}`);
    return ["", `## ${AlarmName.replace(/^rapport-test-/, "")}`, "", ...lines];
  });
  return [...head, ...entries, ""].join("\n");
};

/** The runbook as it is in the repository. */
export const readRunbook = (): string => readFileSync(page, "utf8");

// `npm run runbook` writes it anew.
if (import.meta.main) writeFileSync(page, drawRunbook());
