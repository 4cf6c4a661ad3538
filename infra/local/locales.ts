import type { LambdaFunction } from "./lambda/lambda.ts";

/** The variable in which the template names the languages that are offered. */
const variable = "LOCALES";

/** The languages that functions offer now; none where the template does not say. */
export const offeredLocales = (functions: readonly LambdaFunction[]): readonly string[] =>
  functions.find(({ variables }) => variable in variables)?.variables[variable]?.split(",") ?? [];
