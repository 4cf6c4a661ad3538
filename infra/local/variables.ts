import * as z from "zod";
import type { LambdaFunction } from "./lambda/lambda.ts";

/** The variables in which the template gives functions their policy, as JSON, and the languages that are offered. */
const variable = "POLICY";
const languages = "LOCALES";

/** The languages that functions offer now; none where the template does not say. */
export const offeredLocales = (functions: readonly LambdaFunction[]): readonly string[] =>
  functions.find(({ variables }) => languages in variables)?.variables[languages]?.split(",") ?? [];

/** What may be asked for; whether the product knows such a preset or portal, the product says. */
const policySchema = z.strictObject({
  preset: z.string(),
  proofOfMailbox: z.string().optional(),
  clouds: z.array(z.string()).optional(),
  externalPortals: z.record(z.string(), z.string()).optional(),
  reportsToFreeze: z.number().optional(),
  wrongCodesToFreeze: z.number().optional(),
  quotas: z.record(z.string(), z.number()).optional(),
  administratorCoolOff: z.string().optional(),
});

const governed = (functions: readonly LambdaFunction[]): LambdaFunction[] =>
  functions.filter(({ variables }) => variable in variables);

/** The policy that functions have now; empty where the template knows none. */
export const currentPolicy = (functions: readonly LambdaFunction[]): object =>
  JSON.parse(governed(functions)[0]?.variables[variable] ?? "{}") as object;

/**
 * Gives every function that has a policy another one, whole; `null` when that is done. Otherwise it answers why a function
 * would not start with it, and nothing has changed. Throws a ZodError on what is no policy by its shape.
 */
export const setPolicy = async (functions: readonly LambdaFunction[], body: unknown): Promise<string | null> => {
  const variables = { [variable]: JSON.stringify(policySchema.parse(body)) };
  const [first, ...others] = governed(functions);
  if (first === undefined) return "No function of the template has a policy.";
  const broken = await first.rehearse(variables);
  if (broken?.ok === false) return broken.errorMessage;
  await Promise.all([first, ...others].map((lambda) => lambda.override(variables)));
  return null;
};

/** Back to what the template says. */
export const forgetPolicy = async (functions: readonly LambdaFunction[]): Promise<void> => {
  await Promise.all(governed(functions).map((lambda) => lambda.override({})));
};
