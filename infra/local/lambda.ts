import { createHash, randomUUID } from "node:crypto";
import * as z from "zod";
import type { Activity } from "./activity.ts";
import type { Clock } from "./clock.ts";
import { ExecutionEnvironment, type Outcome } from "./execution-environment.ts";
import type { Faults } from "./faults.ts";
import { inert, type Resource, type Template } from "./template.ts";

const functionSchema = z.strictObject({
  Architectures: inert,
  Code: z.object({ S3Key: z.string() }),
  Description: inert,
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()) }).optional(),
  FunctionName: inert,
  Handler: z.string(),
  LoggingConfig: z.looseObject({ LogGroup: z.string().optional() }).optional(),
  MemorySize: z.int().default(128),
  ReservedConcurrentExecutions: inert,
  Role: z.string(),
  Runtime: z.string().startsWith("nodejs"),
  Tags: inert,
  /** Seconds. */
  Timeout: z.int().default(3),
  TracingConfig: inert,
});

const invokeConfigSchema = z.strictObject({
  FunctionName: z.string(),
  MaximumEventAgeInSeconds: z.int().default(21_600),
  MaximumRetryAttempts: z.int().default(2),
  Qualifier: z.literal("$LATEST"),
});

/** What every function shares. */
export interface Runtime {
  readonly activity: Activity;
  readonly clock: Clock;
  readonly faults: Faults;
  /** Environment of every function besides the template's: region, credentials but for the key, endpoints. */
  readonly environment: Readonly<Record<string, string>>;
  readonly print: (functionName: string, text: string) => void;
  /** Throws when a function's role may not write to a log group. */
  readonly openLog: (functionName: string, logGroup: string) => void;
}

/** Lambda waits one minute before the first repeat of an asynchronous invocation, two before the second. */
const repeatDelays = [60_000, 120_000];

/** One function of the template: its bundle in a worker of its own, one event at a time, cold on first use. */
export class LambdaFunction {
  readonly name: string;
  readonly shortName: string;
  readonly arn: string;
  /** Where its bundle lies. */
  readonly folder: string;
  /** By this the endpoint knows who calls. */
  readonly accessKey: string;
  invocations = 0;
  /** Milliseconds that the last cold start took; `null` before the first. */
  coldStartMs: number | null = null;
  readonly #resource: Resource<z.infer<typeof functionSchema>>;
  readonly #repeats: { readonly attempts: number; readonly age: number };
  readonly #runtime: Runtime;
  #environment: ExecutionEnvironment | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    resource: Resource<z.infer<typeof functionSchema>>,
    template: Template,
    runtime: Runtime,
    repeats: { readonly attempts: number; readonly age: number },
  ) {
    this.#resource = resource;
    this.#runtime = runtime;
    this.#repeats = repeats;
    this.folder = template.assetFolder(resource.properties.Code.S3Key);
    this.name = resource.name;
    this.shortName = template.shortName(resource.name);
    this.arn = resource.attributes.Arn ?? "";
    this.accessKey = `LOCAL${createHash("sha256").update(this.name).digest("hex").slice(0, 15).toUpperCase()}`;
  }

  /** The environment that the template gives the function, resolved. */
  get variables(): Readonly<Record<string, string>> {
    return this.#resource.properties.Environment?.Variables ?? {};
  }

  get #logGroup(): string {
    return this.#resource.properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${this.name}`;
  }

  /** Runs the handler with `event`, after the events that came before. */
  invoke(event: unknown): Promise<Outcome> {
    return this.#runtime.activity.track(() => {
      const outcome = this.#queue.then(() => this.#run(event));
      this.#queue = outcome;
      return outcome;
    });
  }

  /** Invokes without anyone waiting, and repeats on failure as Lambda does for asynchronous invocations. */
  invokeLater(event: unknown, attempt = 0, since = this.#runtime.clock.now()): void {
    const { activity, clock } = this.#runtime;
    activity.start(async () => {
      const { ok } = await this.invoke(event);
      const due = clock.now() + (repeatDelays[attempt] ?? 0);
      if (ok || attempt >= this.#repeats.attempts || due > since + this.#repeats.age) return;
      clock.at(due, () => this.invokeLater(event, attempt + 1, since));
    });
  }

  /** Ends the worker; the next event finds the function cold. */
  async stop(): Promise<void> {
    const environment = this.#environment;
    this.#environment = undefined;
    await environment?.stop();
  }

  /** Lets what was asked before finish; the next event finds the function cold, with the bundle that lies there then. */
  reload(): Promise<void> {
    const gone = this.#queue.then(() => this.stop());
    this.#queue = gone;
    return gone;
  }

  async #run(event: unknown): Promise<Outcome> {
    this.invocations += 1;
    const { faults, print } = this.#runtime;
    if (faults.crashes(this.shortName, "start")) return this.#crash();
    const unheard = this.#withoutLog();
    if (unheard !== undefined) return unheard;
    const environment = this.#environment?.alive ? this.#environment : (this.#environment = this.#start());
    const timeout = this.#resource.properties.Timeout * 1000;
    const outcome = await environment.invoke({ requestId: randomUUID(), event, timeout });
    this.coldStartMs = environment.coldStartMs ?? this.coldStartMs;
    if (faults.crashes(this.shortName, "end")) return this.#crash();
    // After a stop there is nobody left to tell.
    if (!outcome.ok && this.#environment === environment)
      print(this.shortName, `${outcome.errorType}: ${outcome.errorMessage}\n`);
    return outcome;
  }

  /** Without its log a function runs unseen in AWS; here it does not run, so that somebody sees it. */
  #withoutLog(): Outcome | undefined {
    try {
      this.#runtime.openLog(this.shortName, this.#logGroup);
      return undefined;
    } catch (error) {
      const errorMessage = error instanceof Error ? error.message : String(error);
      this.#runtime.print(this.shortName, `AccessDeniedException: ${errorMessage}\n`);
      return { ok: false, errorType: "AccessDeniedException", errorMessage };
    }
  }

  async #crash(): Promise<Outcome> {
    await this.stop();
    return { ok: false, errorType: "Runtime.ExitError", errorMessage: "A crash was injected." };
  }

  #start(): ExecutionEnvironment {
    const { properties } = this.#resource;
    const settings = {
      folder: this.folder,
      handler: properties.Handler,
      functionName: this.name,
      functionArn: this.arn,
      logGroup: this.#logGroup,
      memory: properties.MemorySize,
      clock: this.#runtime.clock.shared,
    };
    const env = {
      ...this.#runtime.environment,
      AWS_ACCESS_KEY_ID: this.accessKey,
      AWS_LAMBDA_FUNCTION_NAME: this.name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
      LAMBDA_TASK_ROOT: this.folder,
      ...this.variables,
    };
    return new ExecutionEnvironment(settings, env, (text) => this.#runtime.print(this.shortName, text));
  }
}

/** Every function of the template, not one of them started. */
export const makeFunctions = (template: Template, runtime: Runtime): LambdaFunction[] => {
  const configs = template.all("AWS::Lambda::EventInvokeConfig", invokeConfigSchema);
  return template.all("AWS::Lambda::Function", functionSchema).map((resource) => {
    const config = configs.find(({ properties }) => properties.FunctionName === resource.ref)?.properties;
    const repeats = {
      attempts: config?.MaximumRetryAttempts ?? 2,
      age: (config?.MaximumEventAgeInSeconds ?? 21_600) * 1000,
    };
    return new LambdaFunction(resource, template, runtime, repeats);
  });
};
