import * as z from "zod";
import type { Assembly, RawResource, StackTemplate } from "./assembly.ts";
import { atHome, identify, type Identity, type Place } from "../identities.ts";
import { noValue, resolve, type Scope } from "./intrinsics.ts";

/** A resource with its intrinsics resolved and its properties checked by the service that wires it. */
export interface Resource<Properties> {
  readonly logicalId: string;
  readonly name: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly properties: Properties;
}

/** Types without an effect on a running laptop: what is kept, who is paged, what events look like. */
const inertTypes = new Set([
  "AWS::ApiGatewayV2::ApiMapping",
  "AWS::ApiGatewayV2::DomainName",
  "AWS::Budgets::Budget",
  "AWS::CertificateManager::Certificate",
  "AWS::CloudFormation::Stack",
  "AWS::CDK::Metadata",
  "AWS::CloudWatch::Dashboard",
  "AWS::Events::Archive",
  "AWS::Logs::LogGroup",
  "AWS::Route53::RecordSet",
  "AWS::SNS::Subscription",
  "AWS::SNS::Topic",
  "AWS::SNS::TopicPolicy",
]);

/** Properties whose values change nothing on a laptop. */
export const inert = <Name extends string>(...names: readonly Name[]): Record<Name, z.ZodOptional<z.ZodUnknown>> =>
  Object.fromEntries(names.map((name) => [name, z.unknown().optional()])) as Record<Name, z.ZodOptional<z.ZodUnknown>>;

/** A resource and the stack that makes it. */
interface Placed {
  readonly raw: RawResource;
  readonly stack: StackTemplate;
  readonly scope: Scope;
}

/** The templates of all stacks of an assembly merged into one, so that exports and imports resolve. */
export class Template {
  readonly #assembly: Assembly;
  readonly #place: Place;
  readonly #resources = new Map<string, Placed>();
  readonly #exports = new Map<string, { readonly value: unknown; readonly scope: Scope }>();

  /** Types that somebody has asked for. */
  readonly #wired = new Set<string>();

  /** Throws by name on what two stacks call the same. */
  constructor(assembly: Assembly, place: Place) {
    this.#assembly = assembly;
    this.#place = place;
    for (const stack of assembly.stacks) {
      const scope = this.#scopeOf(stack);
      for (const [logicalId, raw] of Object.entries(stack.resources)) {
        if (this.#resources.has(logicalId)) throw new Error(`Two stacks have a resource ${logicalId}.`);
        this.#resources.set(logicalId, { raw, stack, scope });
      }
    }
    for (const stack of assembly.stacks) this.#readExports(stack);
  }

  /** Throws by name on a resource whose type nobody has asked for and that has an effect, and on conditions. */
  assertWired(): void {
    for (const [logicalId, { raw }] of this.#resources) {
      if (inertTypes.has(raw.Type)) continue;
      if (!this.#wired.has(raw.Type))
        throw new Error(`The local stack does not know the resource type ${raw.Type} (${logicalId}).`);
      if (raw.Condition !== undefined) throw new Error(`The local stack does not know conditions (${logicalId}).`);
    }
  }

  /**
   * Every resource of a type; where one type has several kinds, `schema` tells which by the properties.
   * Throws with the resource's name on a property that its schema does not list.
   */
  all<Schema extends z.ZodType>(
    type: string,
    schema: Schema | ((properties: object) => Schema),
  ): Resource<z.infer<Schema>>[] {
    this.#wired.add(type);
    return [...this.#resources]
      .filter(([, { raw }]) => raw.Type === type)
      .map(([logicalId, { raw, scope }]) => {
        const { Properties = {} } = raw;
        const { ref, name, attributes } = this.identity(logicalId);
        const chosen = typeof schema === "function" ? schema(Properties) : schema;
        const parsed = chosen.safeParse(atHome(resolve(Properties, scope), this.#place));
        if (parsed.success) return { logicalId, ref, name, attributes, properties: parsed.data };
        throw new Error(`The local stack cannot wire ${type} ${logicalId}: ${z.prettifyError(parsed.error)}`);
      });
  }

  /** The folder of a function's code, by the key in its `Code`. */
  assetFolder(objectKey: string): string {
    return this.#assembly.assetFolder(objectKey);
  }

  /** Name, `Ref` and attributes of a resource. Throws when no template has one of that logical id. */
  identity(logicalId: string): Identity & { readonly name: string } {
    const placed = this.#resources.get(logicalId);
    if (placed === undefined) throw new Error(`The template has no resource ${logicalId}.`);
    const { raw, stack, scope } = placed;
    return identify(raw.Type, logicalId, { ...this.#place, stackName: stack.stackName }, (property) => {
      const name = resolve(raw.Properties?.[property], scope);
      return typeof name === "string" ? name : undefined;
    });
  }

  /** The name without the shortest stack's name that it begins with, as a person would say it. */
  shortName(name: string): string {
    const prefixes = this.#assembly.stacks
      .map(({ stackName }) => `${stackName}-`)
      .filter((prefix) => name.startsWith(prefix))
      .toSorted((one, other) => one.length - other.length);
    return name.slice(prefixes[0]?.length ?? 0);
  }

  /** What a stack prints when it is deployed; `undefined` where no stack has that name. */
  outputsOf(stackName: string): Readonly<Record<string, string>> | undefined {
    const stack = this.#assembly.stacks.find((candidate) => candidate.stackName === stackName);
    if (stack === undefined) return undefined;
    const scope = this.#scopeOf(stack);
    const values = Object.entries(stack.outputs).map(([name, { Value }]) => [
      name,
      atHome(resolve(Value, scope), this.#place),
    ]);
    return Object.fromEntries(values) as Record<string, string>;
  }

  #readExports(stack: StackTemplate): void {
    const scope = this.#scopeOf(stack);
    for (const { Value, Export } of Object.values(stack.outputs)) {
      if (Export === undefined) continue;
      const name = String(resolve(Export.Name, scope));
      if (this.#exports.has(name)) throw new Error(`Two outputs export ${name}.`);
      this.#exports.set(name, { value: Value, scope });
    }
  }

  #scopeOf(stack: StackTemplate): Scope {
    return {
      ref: (name) => this.#ref(name, stack),
      attribute: (logicalId, attribute) => {
        this.#assertIn(stack, logicalId);
        const value = this.identity(logicalId).attributes[attribute];
        if (value === undefined)
          throw new Error(`The local stack does not know the attribute ${logicalId}.${attribute}.`);
        return value;
      },
      imported: (name) => {
        const exported = this.#exports.get(name);
        if (exported === undefined) throw new Error(`No stack exports ${name}, which ${stack.stackName} imports.`);
        return resolve(exported.value, exported.scope);
      },
    };
  }

  /** CloudFormation knows no resource of another stack, though its name be right. */
  #assertIn({ stackName, resources }: StackTemplate, logicalId: string): void {
    if (!(logicalId in resources)) throw new Error(`The template of ${stackName} has no resource ${logicalId}.`);
  }

  #ref(name: string, stack: StackTemplate): unknown {
    const { stackName, parameters } = stack;
    const pseudo: Readonly<Record<string, unknown>> = {
      "AWS::AccountId": this.#place.account,
      "AWS::Region": this.#place.region,
      "AWS::Partition": "aws",
      "AWS::URLSuffix": "amazonaws.com",
      "AWS::StackName": stackName,
      "AWS::StackId": `arn:aws:cloudformation:${this.#place.region}:${this.#place.account}:stack/${stackName}/local`,
      "AWS::NoValue": noValue,
    };
    if (name in pseudo) return pseudo[name];
    const parameter = parameters[name];
    if (parameter !== undefined && parameter.Default === undefined)
      throw new Error(`The parameter ${name} has no default.`);
    if (parameter !== undefined) return parameter.Default;
    this.#assertIn(stack, name);
    return this.identity(name).ref;
  }
}
