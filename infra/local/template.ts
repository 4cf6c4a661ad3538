import * as z from "zod";
import type { Assembly } from "./assembly.ts";
import { atHome, identify, type Identity, type Place } from "./identities.ts";
import { noValue, resolve, type Scope } from "./intrinsics.ts";

/** A resource with its intrinsics resolved and its properties checked by the service that wires it. */
export interface Resource<Properties> {
  readonly logicalId: string;
  readonly name: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly properties: Properties;
}

/** Types that a file of this folder wires. */
const wiredTypes = new Set([
  "AWS::ApiGatewayV2::Api",
  "AWS::ApiGatewayV2::Authorizer",
  "AWS::ApiGatewayV2::Integration",
  "AWS::ApiGatewayV2::Route",
  "AWS::ApiGatewayV2::Stage",
  "AWS::CloudWatch::Alarm",
  "AWS::Cognito::UserPool",
  "AWS::Cognito::ManagedLoginBranding",
  "AWS::Cognito::UserPoolClient",
  "AWS::Cognito::UserPoolDomain",
  "AWS::DynamoDB::Table",
  "AWS::Events::EventBus",
  "AWS::Events::Rule",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Lambda::Function",
  "AWS::Lambda::Permission",
  "AWS::Logs::MetricFilter",
  "AWS::Scheduler::Schedule",
  "AWS::SecretsManager::Secret",
  "AWS::SES::ConfigurationSet",
  "AWS::SES::ConfigurationSetEventDestination",
  "AWS::SES::EmailIdentity",
  "AWS::SQS::Queue",
  "AWS::SQS::QueuePolicy",
]);

/** Types without an effect on a running laptop: what is kept, who is paged, what events look like. */
const inertTypes = new Set([
  "AWS::CDK::Metadata",
  "AWS::CloudWatch::CompositeAlarm",
  "AWS::CloudWatch::Dashboard",
  "AWS::Events::Archive",
  "AWS::EventSchemas::Registry",
  "AWS::EventSchemas::Schema",
  "AWS::Logs::LogGroup",
  "AWS::Logs::ResourcePolicy",
  "AWS::Scheduler::ScheduleGroup",
  "AWS::SNS::Subscription",
  "AWS::SNS::Topic",
  "AWS::SNS::TopicPolicy",
]);

/** A property that changes nothing on a laptop, whatever it holds. */
export const inert = z.unknown().optional();

/** The template of one stack, standing in one place. */
export class Template {
  readonly stackName: string;
  readonly #assembly: Assembly;
  readonly #place: Place;
  readonly #scope: Scope;

  /** Throws by name on a resource type that the local stack neither wires nor knows to be inert, and on conditions. */
  constructor(assembly: Assembly, place: Place) {
    this.#assembly = assembly;
    this.#place = place;
    this.stackName = assembly.stackName;
    this.#scope = {
      ref: (name) => this.#ref(name),
      attribute: (logicalId, attribute) => {
        const value = this.identity(logicalId).attributes[attribute];
        if (value === undefined)
          throw new Error(`The local stack does not know the attribute ${logicalId}.${attribute}.`);
        return value;
      },
    };
    for (const [logicalId, { Type, Condition }] of Object.entries(assembly.resources)) {
      if (inertTypes.has(Type)) continue;
      if (!wiredTypes.has(Type))
        throw new Error(`The local stack does not know the resource type ${Type} (${logicalId}).`);
      if (Condition !== undefined) throw new Error(`The local stack does not know conditions (${logicalId}).`);
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
    return Object.entries(this.#assembly.resources)
      .filter(([, { Type }]) => Type === type)
      .map(([logicalId, { Properties = {} }]) => {
        const { ref, name, attributes } = this.identity(logicalId);
        const chosen = typeof schema === "function" ? schema(Properties) : schema;
        const parsed = chosen.safeParse(atHome(resolve(Properties, this.#scope), this.#place));
        if (parsed.success) return { logicalId, ref, name, attributes, properties: parsed.data };
        throw new Error(`The local stack cannot wire ${type} ${logicalId}: ${z.prettifyError(parsed.error)}`);
      });
  }

  /** The folder of a function's code, by the key in its `Code`. */
  assetFolder(objectKey: string): string {
    return this.#assembly.assetFolder(objectKey);
  }

  /** Name, `Ref` and attributes of a resource. Throws when the template has none of that logical id. */
  identity(logicalId: string): Identity & { readonly name: string } {
    const resource = this.#assembly.resources[logicalId];
    if (resource === undefined) throw new Error(`The template has no resource ${logicalId}.`);
    return identify(resource.Type, logicalId, this.#place, (property) => {
      const name = resolve(resource.Properties?.[property], this.#scope);
      return typeof name === "string" ? name : undefined;
    });
  }

  /** The name without the stack's prefix, as a person would say it. */
  shortName(name: string): string {
    return name.startsWith(`${this.stackName}-`) ? name.slice(this.stackName.length + 1) : name;
  }

  #ref(name: string): unknown {
    const pseudo: Readonly<Record<string, unknown>> = {
      "AWS::AccountId": this.#place.account,
      "AWS::Region": this.#place.region,
      "AWS::Partition": "aws",
      "AWS::URLSuffix": "amazonaws.com",
      "AWS::StackName": this.stackName,
      "AWS::StackId": `arn:aws:cloudformation:${this.#place.region}:${this.#place.account}:stack/${this.stackName}/local`,
      "AWS::NoValue": noValue,
    };
    if (name in pseudo) return pseudo[name];
    const parameter = this.#assembly.parameters[name];
    if (parameter === undefined) return this.identity(name).ref;
    if (parameter.Default === undefined) throw new Error(`The parameter ${name} has no default.`);
    return parameter.Default;
  }
}
