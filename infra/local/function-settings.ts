import * as z from "zod";
import { inert, type Template } from "./template.ts";

/** What the template may say of a function. */
export const functionSchema = z.strictObject({
  Architectures: inert,
  Code: z.object({ S3Key: z.string() }),
  Description: inert,
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()) }).optional(),
  FunctionName: inert,
  Handler: z.string(),
  LoggingConfig: z.looseObject({ LogGroup: z.string().optional() }).optional(),
  MemorySize: z.int().default(128),
  /** None of its own: it shares the account's. */
  ReservedConcurrentExecutions: z.int().positive().optional(),
  Role: z.string(),
  Runtime: z.string().startsWith("nodejs"),
  Tags: inert,
  /** Seconds. */
  Timeout: z.int().default(3),
  TracingConfig: inert,
});

/** What it may say of asynchronous invocations. */
export const invokeConfigSchema = z.strictObject({
  FunctionName: z.string(),
  MaximumEventAgeInSeconds: z.int().default(21_600),
  MaximumRetryAttempts: z.int().default(2),
  Qualifier: z.literal("$LATEST"),
});

/** Short names of the template's functions. */
export const functionNamesOf = (template: Template): string[] =>
  template.all("AWS::Lambda::Function", z.looseObject({})).map(({ name }) => template.shortName(name));
