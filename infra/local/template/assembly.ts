import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A resource as the template writes it, intrinsics unresolved. */
export interface RawResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

/** The template of one stack, as far as the local stack reads it. */
export interface StackTemplate {
  readonly stackName: string;
  readonly resources: Readonly<Record<string, RawResource>>;
  readonly parameters: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly outputs: Readonly<Record<string, RawOutput>>;
}

/** An output as the template writes it; other stacks import what it exports. */
export interface RawOutput {
  readonly Value: unknown;
  readonly Export?: { readonly Name: unknown };
}

/** What a synthesized cloud assembly says, as far as the local stack reads it. */
export type Assembly = ReturnType<typeof readAssembly>;

interface Manifest {
  readonly artifacts: Readonly<
    Record<string, { readonly type: string; readonly properties?: { templateFile?: string; stackName?: string } }>
  >;
}
interface Asset {
  readonly source: { readonly path?: string; readonly packaging?: string };
  readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
}
type RawTemplate = { Resources: StackTemplate["resources"] } & {
  readonly [Section in "Parameters" | "Outputs"]?: StackTemplate[Lowercase<Section>];
};

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;

/** Folders of a stack's zipped assets by their key. */
const readAssets = (directory: string, artifactId: string): [string, string][] => {
  const path = join(directory, `${artifactId}.assets.json`);
  if (!existsSync(path)) return [];
  const { files } = readJson<{ readonly files: Readonly<Record<string, Asset>> }>(path);
  return Object.values(files).flatMap(({ source: { path: folder = "", packaging }, destinations }) =>
    Object.values(destinations)
      .filter(() => packaging === "zip")
      .map(({ objectKey }): [string, string] => [objectKey, join(directory, folder)]),
  );
};

/** Reads every stack of the cloud assembly in `directory`. Throws when it holds none. */
export const readAssembly = (directory: string) => {
  const { artifacts } = readJson<Manifest>(join(directory, "manifest.json"));
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === "aws:cloudformation:stack");
  if (stacks.length === 0) throw new Error(`The assembly in ${directory} holds no stack.`);
  const assets = new Map(stacks.flatMap(([artifactId]) => readAssets(directory, artifactId)));
  return {
    stacks: stacks.map(([artifactId, { properties: { templateFile, stackName = artifactId } = {} }]): StackTemplate => {
      const path = join(directory, templateFile ?? `${artifactId}.template.json`);
      const { Resources: resources, Parameters: parameters = {}, Outputs: outputs = {} } = readJson<RawTemplate>(path);
      return { stackName, resources, parameters, outputs };
    }),
    /** The folder of an asset by the S3 key under which a template names it. Throws when there is none. */
    assetFolder: (objectKey: string): string => {
      const folder = assets.get(objectKey);
      if (folder === undefined) throw new Error(`The assembly has no asset ${objectKey}.`);
      return folder;
    },
  };
};
