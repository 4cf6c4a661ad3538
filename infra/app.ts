import { App, Validations, type AppProps } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { buildFunctions } from "./build/build.ts";
import { featureFlags } from "./feature-flags.ts";
import { checkBudget } from "./settings/alarms.ts";
import { checkCertificate } from "./settings/domain.ts";
import { endWithSentence, refusedBuild } from "./commands/run.ts";
import { chosenStage, readSettings } from "./settings.ts";
import { addStage } from "./stack.ts";

/** Rule packs of cdk-nag. Each finding is fixed, or acknowledged with a reason where it arises. */
export const rulePacks = [AwsSolutionsChecks, ServerlessChecks];

/** An app whose synthesis fails on every finding of a pack that is not acknowledged. */
export function createApp(props?: AppProps): App {
  const app = new App({ analyticsReporting: false, context: featureFlags, ...props });
  Validations.of(app).addPlugins(...rulePacks.map((Pack) => new Pack(app)));
  return app;
}

/** Bundles the functions and synthesizes the stage that the command line chooses; `cdk.json` names this file. */
async function main(): Promise<void> {
  const app = createApp();
  const settings = readSettings(chosenStage(app));
  checkCertificate(settings);
  checkBudget(settings);
  await buildFunctions({ outDir: settings.codeRoot });
  addStage(app, settings);
  app.synth();
}

if (import.meta.main) await main().catch((error: unknown) => endWithSentence(error, refusedBuild));
