import { App, Validations, type AppProps } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { readSettings } from "./settings.ts";
import { RapportStack } from "./stack.ts";

/** An app whose synthesis fails on every finding of AwsSolutions that is not acknowledged where it arises. */
export function createApp(props?: AppProps): App {
  const app = new App({ analyticsReporting: false, ...props });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

if (import.meta.main) {
  const app = createApp();
  new RapportStack(app, readSettings(app));
  app.synth();
}
