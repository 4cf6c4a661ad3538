import { App, NestedStack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { functionNames } from "../../infra/manifests.ts";
import { eventSchemasFile, type EventSchema } from "../../infra/build/event-documents.ts";
import { featureFlags } from "../../infra/feature-flags.ts";
import { settingsOf, type Settings } from "../../infra/settings.ts";
import { addStage } from "../../infra/stack.ts";

/** A resource of the template; `Properties` as far as the test reads them. */
interface Resource<Properties> {
  readonly id: string;
  readonly properties: Properties;
  readonly deletionPolicy: string | undefined;
  /** Logical ids of what has to be there before. */
  readonly dependsOn: readonly string[];
}

/** A value of the template that may be an intrinsic function. */
export type Value = string | { readonly [intrinsic: string]: unknown };

/** A log group. */
interface LogGroup {
  readonly LogGroupName: string;
  readonly RetentionInDays: number;
}

/** One statement of a policy, its one-or-many members made many. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly Value[];
  readonly principal: unknown;
  readonly condition: Readonly<Record<string, Readonly<Record<string, Value>>>>;
}

/** A stage with its two templates, read as one: what the application imports refers to what the data stack has. */
export interface Synthesized {
  readonly app: App;
  /** The stacks' templates as CloudFormation gets them, by the stacks' names. */
  readonly templates: Readonly<Record<string, RawTemplate>>;
  readonly settings: Settings;
  /** What the stacks print when they are deployed. */
  readonly outputs: Readonly<Record<string, Value>>;
  /** All resources of a type. Throws when there is none, so that no test passes without anything to check. */
  of<Properties>(type: string): Resource<Properties>[];
  /** The resource with this logical id. */
  resource<Properties>(id: string): Resource<Properties> & { readonly type: string };
  /** The log group of this name, by which everything knows it. */
  logGroup(name: Value): Resource<LogGroup>;
  /** The logical id of the function with this name. */
  functionId(name: string): string;
}

/** A resource as the template has it. */
export interface RawResource {
  readonly Type: string;
  readonly Properties: unknown;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
}

/** A template of a stack. */
export interface RawTemplate {
  readonly Resources: Readonly<Record<string, RawResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: Value; readonly Export?: { readonly Name: string } }>>;
}

/** What a build leaves of the schemas, in short. */
export const someEventSchemas: readonly EventSchema[] = [
  { name: "rapport@InvitationIssued", description: "An invitation was sent.", content: { type: "object" } },
  { name: "rapport@InvitationExpired", description: "Its time is over.", content: { type: "object" } },
];

/** What any stage may say, be it one that customers meet. */
export const someStageFile = {
  operator: {
    name: "Operator",
    contact: "help@operator-of-tests.eu",
    help: "https://operator-of-tests.eu/help",
    privacy: "https://operator-of-tests.eu/privacy",
    imprint: "https://operator-of-tests.eu/imprint",
  },
  mail: { sender: "rapport@operator-of-tests.eu" },
  policy: { proofOfMailbox: "high-risk", quotas: { perDay: 7 }, reportsToFreeze: 4 },
  limits: { links: { rate: 30 } },
  domain: {
    name: "rapport.operator-of-tests.eu",
    hostedZone: { id: "Z0123456789", name: "operator-of-tests.eu" },
  },
};

const made = new Map<string, Synthesized>();

/** Synthesizes a stage with empty bundles, once per process. */
export function synthesized(stage = "test", more: object = {}): Synthesized {
  const key = `${stage} ${JSON.stringify(more)}`;
  const known = made.get(key);
  if (known) return known;
  const work = mkdtempSync(join(tmpdir(), "rapport-infra-"));
  const codeRoot = join(work, "functions");
  for (const name of functionNames) {
    mkdirSync(join(codeRoot, name), { recursive: true });
    writeFileSync(join(codeRoot, name, "index.mjs"), `// ${name}`);
  }
  writeFileSync(join(codeRoot, eventSchemasFile), JSON.stringify(someEventSchemas));
  const outdir = join(work, "cdk.out");
  const app = new App({ outdir, analyticsReporting: false, treeMetadata: false, context: featureFlags });
  const text = JSON.stringify({ ...someStageFile, ...more });
  const settings = settingsOf({ stage, text, codeRoot });
  try {
    const { data, application } = addStage(app, settings);
    const templates = Object.fromEntries(
      [data, application].map((stack) => [stack.stackName, Template.fromStack(stack).toJSON() as RawTemplate]),
    );
    const nested = application.node.findAll().filter((child) => NestedStack.isNestedStack(child));
    const nestedTemplates = nested.map((stack) => Template.fromStack(stack).toJSON() as RawTemplate);
    const result = inspect(app, settings, templates, nestedTemplates);
    made.set(key, result);
    return result;
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** The resources of all stacks, each import replaced by what the export is made of. */
function joined(templates: readonly RawTemplate[]): Readonly<Record<string, RawResource>> {
  const exported = new Map(
    templates.flatMap(({ Outputs = {} }) => Object.values(Outputs).map(({ Export, Value }) => [Export?.Name, Value])),
  );
  const join = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(join);
    if (typeof value !== "object" || value === null) return value;
    if ("Fn::ImportValue" in value) return exported.get(String(value["Fn::ImportValue"]));
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, join(inner)]));
  };
  const resources = templates.flatMap(({ Resources }) => Object.entries(Resources));
  return Object.fromEntries(resources.map(([id, raw]) => [id, join(raw) as RawResource]));
}

function inspect(
  app: App,
  settings: Settings,
  templates: Readonly<Record<string, RawTemplate>>,
  nested: readonly RawTemplate[],
): Synthesized {
  const resources = joined([...Object.values(templates), ...nested]);
  const view = <Properties>(id: string, raw: RawResource) => ({
    id,
    type: raw.Type,
    properties: raw.Properties as Properties,
    deletionPolicy: raw.DeletionPolicy,
    dependsOn: raw.DependsOn ?? [],
  });
  const of = <Properties>(type: string) => {
    const found = Object.entries(resources).filter(([, { Type }]) => Type === type);
    if (found.length === 0) throw new Error(`The template has no ${type}.`);
    return found.map(([id, raw]) => view<Properties>(id, raw));
  };
  return {
    app,
    templates,
    settings,
    outputs: Object.fromEntries(
      Object.values(templates)
        .flatMap(({ Outputs = {} }) => Object.entries(Outputs))
        .filter(([, { Export }]) => Export === undefined)
        .map(([name, { Value: value }]) => [name, value]),
    ),
    of,
    resource: <Properties>(id: string) => {
      const raw = resources[id];
      if (!raw) throw new Error(`The template has no resource ${id}.`);
      return view<Properties>(id, raw);
    },
    logGroup: (name) => {
      const found = of<LogGroup>("AWS::Logs::LogGroup").find(({ properties }) => properties.LogGroupName === name);
      if (!found) throw new Error(`The template has no log group ${JSON.stringify(name)}.`);
      return found;
    },
    functionId: (name) => {
      const functions = of<{ FunctionName: string }>("AWS::Lambda::Function");
      const found = functions.find(({ properties }) => properties.FunctionName === `rapport-${settings.stage}-${name}`);
      if (!found) throw new Error(`The template has no function ${name}.`);
      return found.id;
    },
  };
}

/** Logical ids that a value refers to, in order. */
export function references(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if ("Ref" in value) return [String(value.Ref)];
  if ("Fn::GetAtt" in value) return [(value["Fn::GetAtt"] as [string, string])[0]];
  return Object.values(value).flatMap(references);
}

/** The one logical id that a value refers to. */
export function reference(value: unknown): string {
  const ids = references(value).filter((id) => !id.startsWith("AWS::"));
  if (ids.length !== 1) throw new Error(`One reference expected in ${JSON.stringify(value)}.`);
  return ids[0]!;
}

/** The literal parts of a value, with `…` where it refers to something. */
export function literal(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null && "Fn::Join" in value) {
    const [separator, parts] = value["Fn::Join"] as [string, unknown[]];
    return parts.map(literal).join(separator);
  }
  return "…";
}
