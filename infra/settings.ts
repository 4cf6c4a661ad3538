import type { App } from "aws-cdk-lib";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
export { isProduction } from "./settings/stages.ts";
import { CommandError } from "./commands/run.ts";
import { nearest } from "./settings/nearest.ts";
import { parseStageFile, settingNames, type StageFile } from "./settings/stage-file.ts";

/** The settings of one deployment. */
export interface Settings extends StageFile {
  /** Part of every physical name: lower-case letters, digits and dashes, at most 16. */
  readonly stage: string;
  /** The name of the file and its digest. */
  readonly source: string;
  /** Folder with one built bundle per function, `<name>/index.mjs`. */
  readonly codeRoot: string;
}

/** Where `infra/build/build.ts` puts the bundles. */
export const builtFunctions = fileURLToPath(new URL("../dist/functions", import.meta.url));

const root = new URL("../", import.meta.url);

/** Physical name of a stage's resource; `rapport-<stage>` itself without a part. */
export function physicalName({ stage }: Pick<Settings, "stage">, part?: string): string {
  return part === undefined ? `rapport-${stage}` : `rapport-${stage}-${part}`;
}

/** Context keys of earlier versions whose settings have another name now. */
const renamed: Readonly<Record<string, string>> = {
  operatorName: "operator.name",
  policy: "policy.preset",
  publicUrl: "domain.name",
};

/** Keys that the CDK sets itself: feature flags, what it looked up in the account, and its own telemetry's switch. */
const isOfTheCdk = (key: string): boolean => /[:@/]/.test(key) || key === "cli-telemetry";

/**
 * The stage that the command line chooses, `dev` without `-c stage=…`.
 * @throws CommandError on any other context key, so that a redeployment never depends on what somebody typed.
 */
export function chosenStage(app: App): string {
  const { stage = "dev", ...others } = app.node.getAllContext() as Record<string, unknown>;
  if (typeof stage !== "string") throw new CommandError("-c stage=… must name a stage.");
  if (stage === "local")
    throw new CommandError("The name local is reserved for npm start. Give the stage another name.");
  const stray = Object.keys(others).find((key) => !isOfTheCdk(key));
  if (stray === undefined) return stage;
  const meant = renamed[stray] ?? nearest(stray, ["stage", ...settingNames()]);
  const instead = meant === "stage" ? "did you mean -c stage=…?" : `write ${meant} in stages/${stage}.json.`;
  throw new CommandError(`The command line sets only the stage, so -c ${stray}=… is refused; ${instead}`);
}

/**
 * Reads `stages/<stage>.json`.
 * @throws CommandError saying what cannot be used, in one sentence.
 */
export function readSettings(stage: string, codeRoot = builtFunctions): Settings {
  checkStage(stage);
  const file = `stages/${stage}.json`;
  const path = new URL(file, root);
  if (!existsSync(path)) {
    throw new CommandError(`There is no ${file}. Copy stages/dev.json and change its settings for ${stage}.`);
  }
  return settingsOf({ stage, text: readFileSync(path, "utf8"), codeRoot });
}

/** The settings that a stage file with this text makes. Throws a CommandError saying what cannot be used. */
export function settingsOf({ stage, text, codeRoot }: { stage: string; text: string; codeRoot: string }): Settings {
  const file = `stages/${stage}.json`;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);
  return { ...parseStageFile({ stage, file, text }), stage, source: `${file} sha256:${digest}`, codeRoot };
}

function checkStage(stage: string): void {
  if (!/^[a-z]([a-z0-9]|-(?=[a-z0-9])){0,15}$/.test(stage)) {
    throw new CommandError(
      `The stage name "${stage}" is not valid. Use at most 16 lower-case letters, digits and single dashes, beginning with a letter.`,
    );
  }
  if (stage.endsWith("-data")) {
    throw new CommandError(`A stage's name must not end in "-data", which is the suffix of data stacks.`);
  }
  // It becomes part of the address at which users sign in.
  const reserved = ["aws", "amazon", "cognito"].find((word) => stage.includes(word));
  if (reserved !== undefined)
    throw new CommandError(`A stage's name must not contain "${reserved}", which Cognito refuses.`);
}
