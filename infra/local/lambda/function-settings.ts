import * as z from "zod";
import { inert, type Template } from "../template/template.ts";

/** Of all variables together, as Lambda measures them; source: "Lambda quotas" of the Lambda guide. */
const variablesLimit = 4096;

/** What Lambda itself sets and lets nobody set; source: "Defined runtime environment variables" of the Lambda guide. */
const reserved = new Set([
  ...["_HANDLER", "_X_AMZN_TRACE_ID", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "AWS_EXECUTION_ENV"],
  ...["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
  ...["AWS_SESSION_TOKEN", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_RUNTIME_API"],
  ...["AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_INITIALIZATION_TYPE"],
  ...["AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME"],
]);

const variables = z
  .record(z.string().regex(/^[A-Za-z]\w+$/), z.string())
  .refine((given) => Buffer.byteLength(JSON.stringify(given)) <= variablesLimit, {
    error: `Lambda takes ${variablesLimit} bytes of environment variables.`,
  })
  .refine((given) => !Object.keys(given).some((key) => reserved.has(key)), {
    error: "Lambda sets some of these environment variables itself.",
  });

/** What the template may say of a function. */
export const functionSchema = z.strictObject({
  ...inert("Architectures", "Description", "FunctionName", "Tags", "TracingConfig"),
  Code: z.object({ S3Key: z.string() }),
  Environment: z.strictObject({ Variables: variables }).optional(),
  Handler: z.string(),
  LoggingConfig: z.looseObject({ LogGroup: z.string().optional() }).optional(),
  MemorySize: z.int().default(128),
  /** None of its own: it shares the account's. */
  ReservedConcurrentExecutions: z.int().positive().optional(),
  Role: z.string(),
  Runtime: z.string().startsWith("nodejs"),
  /** Seconds. */
  Timeout: z.int().default(3),
});

/** What it may say of asynchronous invocations: that one which failed is not repeated. */
export const invokeConfigSchema = z.strictObject({
  ...inert("MaximumEventAgeInSeconds"),
  FunctionName: z.string(),
  MaximumRetryAttempts: z.literal(0),
  Qualifier: z.literal("$LATEST"),
});

/** Short names of the template's functions. */
export const functionNamesOf = (template: Template): string[] =>
  template.all("AWS::Lambda::Function", z.looseObject({})).map(({ name }) => template.shortName(name));
