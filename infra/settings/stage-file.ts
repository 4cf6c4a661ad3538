import * as z from "zod";
import { checkAcross } from "./across.ts";
import { CommandError } from "../commands/run.ts";
import { domainSettings } from "./domain.ts";
import { limitSettings } from "./limits.ts";
import { nearest } from "./nearest.ts";
import { alarmSettings } from "./alarms.ts";
import { localesOfStage } from "./locales.ts";
import { logSettings } from "./logs.ts";
import { mailSettings } from "./mail.ts";
import { operatorSettings } from "./operator.ts";
import { policyOfStage } from "./policy.ts";
import { repeatedKeys } from "./repeated-keys.ts";
import { restorationSettings } from "./restoration.ts";
import { retentionSettings } from "./retention.ts";
import { signInSettings } from "./sign-in.ts";
import { isProduction } from "./stages.ts";

/**
 * Everything that a stage file may say. A capability has its keys in a file of its own beside this one, with a
 * description, a default and a message for each; it is named here, and its construct reads it from the settings.
 */
const groups = (stage: string) =>
  z.strictObject({
    operator: operatorSettings(stage),
    locales: localesOfStage,
    mail: mailSettings(stage),
    schemas: z
      .boolean()
      .default(true)
      .describe(
        "Whether EventBridge's schema registry gets the events' schemas; in regions without one it never does.",
      ),
    domain: isProduction({ stage }) ? domainSettings(stage) : domainSettings(stage).optional(),
    signIn: signInSettings,
    alarms: alarmSettings,
    logs: logSettings,
    retention: retentionSettings,
    restoration: restorationSettings,
    policy: policyOfStage(stage),
    limits: limitSettings,
  });

/** The settings of a stage file, with all defaults. */
export type StageFile = z.output<ReturnType<typeof groups>>;

/** The groups with what they must agree on. */
export const stageFile = (stage: string) => groups(stage).superRefine(checkAcross(stage));

/** Names of all settings, `mail.sender`, in the file's order; a group's own name comes before its members'. */
export const settingNames = (schema: z.core.$ZodType = stageFile("prod"), name = ""): string[] => {
  const { def } = schema._zod;
  if ("innerType" in def) return settingNames(def.innerType as z.core.$ZodType, name);
  const own = name === "" ? [] : [name];
  if (def.type !== "object") return own;
  const { shape } = def as z.core.$ZodObjectDef;
  return [
    ...own,
    ...Object.entries(shape).flatMap(([key, member]) => settingNames(member, name ? `${name}.${key}` : key)),
  ];
};

const wordOf: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  int: "a whole number",
  object: "an object",
  record: "an object",
};

/** What is said of a value for which its setting has no words of its own. */
const say = (issue: z.core.$ZodRawIssue): string => {
  if (issue.code === "invalid_type" && issue.input === undefined) return "must be set";
  if (issue.code === "invalid_type") return `must be ${wordOf[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.join(", ")}`;
  if (issue.code === "too_small") return `must be at least ${issue.minimum}`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  return "cannot be used";
};

const isUnknownKey = ({ code }: z.core.$ZodIssue): boolean => code === "unrecognized_keys";

const faultsOf = (issue: z.core.$ZodIssue): string[] => {
  const at = issue.path.join(".");
  // What functions check as well is said in a sentence of its own, which begins with a capital letter.
  const isSentence = /^[A-Z]/.test(issue.message);
  if (issue.code !== "unrecognized_keys")
    return [`${at === "" ? "the file" : at}${isSentence ? ":" : ""} ${issue.message.replace(/\.$/, "")}`];
  return issue.keys.map((key) => {
    const name = at === "" ? key : `${at}.${key}`;
    return `${name} is no setting; did you mean ${nearest(name, settingNames())}?`;
  });
};

/** Checks a stage file. Throws a CommandError that names every invalid setting. */
export function parseStageFile({ stage, file, text }: { stage: string; file: string; text: string }): StageFile {
  const { success, data, error } = stageFile(stage).safeParse(parsed(file, text), { error: say });
  if (success) return data;
  // A misspelt key first: that another is missing is often only what came of it.
  const issues = error.issues.toSorted((a, b) => Number(isUnknownKey(b)) - Number(isUnknownKey(a)));
  throw new CommandError(`${file}: ${issues.flatMap(faultsOf).join("; ")}`.replace(/(?<![.?])$/, "."));
}

function parsed(file: string, text: string): unknown {
  const value = parsedJson(file, text);
  const repeated = repeatedKeys(text).map(({ name, line }) => `${name} is written twice, again in line ${line}`);
  if (repeated.length === 0) return value;
  throw new CommandError(`${file}: ${repeated.join("; ")}; keep one, for only the last would count.`);
}

function parsedJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${file} is not JSON: ${(error as Error).message}.`);
  }
}
