import type { App } from "aws-cdk-lib";
import { fileURLToPath } from "node:url";
import { readPolicy, type PolicyChoice } from "./policy.ts";

/** What one deployment differs in from the next. Everything else is the same in every stage. */
export interface Settings {
  /** Part of every physical name: lower-case letters, digits and dashes, at most 16. */
  readonly stage: string;
  /** Address every mail comes from; SES verifies it by a mail of its own. */
  readonly sender: string;
  /** Who runs this deployment, as pages and mails call it. */
  readonly operatorName: string;
  /** Origin of links and pages, without a slash at the end; the API's own endpoint when absent. */
  readonly publicUrl?: string | undefined;
  /** Which shipped policy applies and what of it the operator chose differently. */
  readonly policy: PolicyChoice;
  /** Folder with one built bundle per function, `<name>/index.mjs`. */
  readonly codeRoot: string;
}

/** Where `infra/build.ts` puts the bundles. */
export const builtFunctions = fileURLToPath(new URL("../dist/functions", import.meta.url));

/** Physical name of a stage's resource; `rapport-<stage>` itself without a part. */
export function physicalName({ stage }: Settings, part?: string): string {
  return part === undefined ? `rapport-${stage}` : `rapport-${stage}-${part}`;
}

/** Only this stage keeps its data when the stack is deleted. */
export function isProduction({ stage }: Settings): boolean {
  return stage === "prod";
}

/**
 * Reads the deployment's settings from the CDK context (`-c stage=prod`, `cdk.json` or `CDK_CONTEXT_JSON`).
 * @throws Error naming the context key that cannot be used.
 */
export function readSettings(app: App): Settings {
  const publicUrl = contextText(app, "publicUrl");
  return {
    stage: checked("stage", contextText(app, "stage") ?? "dev", /^[a-z][a-z0-9-]{0,15}$/),
    sender: checked("sender", contextText(app, "sender") ?? "rapport@example.com", /^[^\s@<>]+@[^\s@<>]+$/),
    operatorName: contextText(app, "operatorName") ?? "Rapport",
    publicUrl: publicUrl === undefined ? undefined : checked("publicUrl", publicUrl, /^https?:\/\/[^/\s]+$/),
    policy: readPolicy((key) => contextText(app, key)),
    codeRoot: contextText(app, "codeRoot") ?? builtFunctions,
  };
}

function contextText(app: App, key: string): string | undefined {
  const value: unknown = app.node.tryGetContext(key);
  if (value === undefined || (typeof value === "string" && value !== "")) return value;
  throw new Error(`Context "${key}" must be a text that is not empty.`);
}

function checked(key: string, value: string, shape: RegExp): string {
  if (!shape.test(value)) throw new Error(`Context "${key}" must match ${shape.source}; it is "${value}".`);
  return value;
}
