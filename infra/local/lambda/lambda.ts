import { createHash, randomUUID } from "node:crypto";
import type * as z from "zod";
import type { Activity } from "../activity.ts";
import type { Clock } from "../clock.ts";
import { ExecutionEnvironment, type Outcome } from "./execution-environment.ts";
import type { Faults } from "../faults/faults.ts";
import { functionSchema } from "./function-settings.ts";
import type { Resource, Template } from "../template/template.ts";
import { Turns } from "./turns.ts";

/** What every function shares. */
export interface Runtime {
  readonly activity: Activity;
  readonly clock: Clock;
  readonly faults: Faults;
  /** Environment of every function besides the template's: region, credentials but for the key, endpoints. */
  readonly environment: Readonly<Record<string, string>>;
  readonly print: (functionName: string, text: string) => void;
  /** The largest part of a limit, up to 1, that functions wait before they try again. */
  readonly pauses: number;
  /** Throws when a function's role may not write to a log group. */
  readonly openLog: (functionName: string, logGroup: string) => void;
}

/** One function of the template: its bundle in workers of its own, each with one event at a time and cold on first use. */
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
  readonly #runtime: Runtime;
  /** Environments with nothing to do; the one that worked last is asked first. */
  readonly #resting: ExecutionEnvironment[] = [];
  readonly #working = new Set<ExecutionEnvironment>();
  readonly #turns: Turns;
  #overrides: Readonly<Record<string, string>> = {};

  constructor(resource: Resource<z.infer<typeof functionSchema>>, template: Template, runtime: Runtime) {
    this.#resource = resource;
    this.#runtime = runtime;
    this.#turns = new Turns(1);
    this.folder = template.assetFolder(resource.properties.Code.S3Key);
    this.name = resource.name;
    this.shortName = template.shortName(resource.name);
    this.arn = resource.attributes.Arn ?? "";
    this.accessKey = `LOCAL${createHash("sha256").update(this.name).digest("hex").slice(0, 15).toUpperCase()}`;
  }

  /** The environment that the template gives the function, resolved, under what a control call has put before it. */
  get variables(): Readonly<Record<string, string>> {
    return { ...this.#resource.properties.Environment?.Variables, ...this.#overrides };
  }

  /** Puts variables before the template's, or with none takes them all away; the next event finds the function cold. */
  override(variables: Readonly<Record<string, string>>): Promise<void> {
    this.#overrides = variables;
    return this.reload();
  }

  /** The error of a cold start with these variables, or `undefined`. Running workers are not disturbed. */
  async rehearse(variables: Readonly<Record<string, string>>): Promise<Outcome | undefined> {
    const environment = this.#start({ ...this.variables, ...variables });
    return environment.initialised.finally(() => environment.stop());
  }

  /** Sets how many events run at the same time, up to the concurrency that the template reserves. */
  overlap(environments: number): void {
    this.#turns.limit = Math.min(environments, this.#resource.properties.ReservedConcurrentExecutions ?? environments);
  }

  /** How many events run at the same time at most. */
  get limit(): number {
    return this.#turns.limit;
  }

  /** How many execution environments there are now. */
  get environments(): number {
    return this.#resting.length + this.#working.size;
  }

  /** Where its lines go in AWS. */
  get logGroup(): string {
    return this.#resource.properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${this.name}`;
  }

  /** Runs the handler with `event` as soon as one of its environments is free. */
  invoke(event: unknown): Promise<Outcome> {
    return this.#runtime.activity.track(() => this.#turns.take(() => this.#run(event)));
  }

  /** Invokes without anyone waiting. */
  invokeLater(event: unknown): void {
    this.#runtime.activity.start(() => this.invoke(event));
  }

  /** Ends all workers; the next event finds the function cold. */
  async stop(): Promise<void> {
    const all = [...this.#resting, ...this.#working];
    this.#resting.length = 0;
    this.#working.clear();
    await Promise.all(all.map((environment) => environment.stop()));
  }

  /** Lets what was asked before finish; the next event finds the function cold, with the bundle that lies there then. */
  reload(): Promise<void> {
    return this.#turns.takeAll(() => this.stop());
  }

  async #run(event: unknown): Promise<Outcome> {
    this.invocations += 1;
    const { faults } = this.#runtime;
    const rested = this.#resting.pop();
    if (faults.crashes(this.shortName, "start")) return this.#crash(rested);
    const unheard = this.#withoutLog();
    if (unheard !== undefined) {
      if (rested) this.#resting.push(rested);
      return unheard;
    }
    const environment = rested?.alive ? rested : this.#start();
    this.#working.add(environment);
    const timeout = this.#resource.properties.Timeout * 1000;
    const outcome = await environment.invoke({ requestId: randomUUID(), event, timeout });
    this.coldStartMs = environment.coldStartMs ?? this.coldStartMs;
    // After a stop there is nobody left to tell.
    const wasStopped = !this.#working.delete(environment);
    if (faults.crashes(this.shortName, "end")) return this.#crash(environment);
    if (wasStopped) return outcome;
    if (environment.alive) this.#resting.push(environment);
    if (!outcome.ok) this.#runtime.print(this.shortName, `${outcome.errorType}: ${outcome.errorMessage}\n`);
    return outcome;
  }

  /** Without its log a function runs unseen in AWS; here it does not run, so that somebody sees it. */
  #withoutLog(): Outcome | undefined {
    try {
      this.#runtime.openLog(this.shortName, this.logGroup);
      return undefined;
    } catch (error) {
      const errorMessage = error instanceof Error ? error.message : String(error);
      this.#runtime.print(this.shortName, `AccessDeniedException: ${errorMessage}\n`);
      return { ok: false, errorType: "AccessDeniedException", errorMessage };
    }
  }

  async #crash(environment: ExecutionEnvironment | undefined): Promise<Outcome> {
    await environment?.stop();
    return { ok: false, errorType: "Runtime.ExitError", errorMessage: "A crash was injected." };
  }

  #start(variables = this.variables): ExecutionEnvironment {
    const { Handler: handler, MemorySize } = this.#resource.properties;
    const { shared: clock, standsAt } = this.#runtime.clock;
    const settings = { handler, functionArn: this.arn, clock, standsAt, pauses: this.#runtime.pauses };
    const env = {
      ...this.#runtime.environment,
      AWS_ACCESS_KEY_ID: this.accessKey,
      AWS_LAMBDA_FUNCTION_NAME: this.name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
      AWS_LAMBDA_LOG_GROUP_NAME: this.logGroup,
      LAMBDA_TASK_ROOT: this.folder,
      ...variables,
    };
    return new ExecutionEnvironment(settings, env, (text) => this.#runtime.print(this.shortName, text));
  }
}

/** Every function of the template, not one of them started. */
export const makeFunctions = (template: Template, runtime: Runtime): LambdaFunction[] =>
  template
    .all("AWS::Lambda::Function", functionSchema)
    .map((resource) => new LambdaFunction(resource, template, runtime));
