import type { Plugin } from "esbuild";
import { readFile } from "node:fs/promises";

const anError = /export class (\w+) extends __BaseException \{[^}]*?\$fault = "(client|server)";/g;

/**
 * Writes the errors of an SDK client as one class for all: each has a file of its own shape there, with members that the
 * protocol sets by itself when it makes an error of an answer. Three of DynamoDB's are ever caught.
 */
const compactErrors = (source: string): string => {
  const base = /import \{ (\w+) as __BaseException \} from "([^"]+)";/.exec(source);
  const errors = [...source.matchAll(anError)];
  const written = source.match(/export class /g)?.length ?? 0;
  if (base === null || errors.length !== written) throw new Error("The SDK writes its errors in another way now.");
  return `
    import { ${base[1]} as Base } from "${base[2]}";
    const errorOf = (name, $fault) => class extends Base {
      constructor(options) {
        super({ name, $fault, ...options });
        this.name = name;
        this.$fault = $fault;
        Object.setPrototypeOf(this, new.target.prototype);
      }
    };
    export const ${errors.map(([, name, fault]) => `${name} = errorOf("${name}", "${fault}")`).join(", ")};`;
};

interface Partitions {
  readonly partitions: readonly object[];
}

/** Leaves out the list of regions, each with its place in words: a partition knows its regions by the form of their names. */
const withoutRegions = (source: string): string => {
  const [, json = ""] = /^export const partitionsInfo = (\{.*\});\s*$/s.exec(source) ?? [];
  const { partitions, ...rest } = JSON.parse(json) as Partitions;
  const short = partitions.map((partition) => ({ ...partition, regions: {} }));
  return `export const partitionsInfo = ${JSON.stringify({ ...rest, partitions: short })};`;
};

/** Of a client's package only the version is asked for. */
const versionAlone = (source: string): string => {
  const { version } = JSON.parse(source) as { readonly version: string };
  return JSON.stringify({ version });
};

/** Code without effect at run time, by file (decision 0026 has the figures). */
const compacted: readonly { readonly filter: RegExp; readonly compact: (source: string) => string }[] = [
  { filter: /[\\/]@aws-sdk[\\/]client-[a-z-]+[\\/]dist-es[\\/]models[\\/]errors\.js$/, compact: compactErrors },
  { filter: /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/, compact: withoutRegions },
  { filter: /[\\/]@aws-sdk[\\/]client-[a-z-]+[\\/]package\.json$/, compact: versionAlone },
];

/** Makes the SDK's clients smaller by that. */
export const compactSdkPlugin: Plugin = {
  name: "compact-sdk",
  setup(build) {
    for (const { filter, compact } of compacted)
      build.onLoad({ filter }, async ({ path }) => ({
        contents: compact(await readFile(path, "utf8")),
        loader: path.endsWith(".json") ? "json" : "js",
      }));
  },
};
