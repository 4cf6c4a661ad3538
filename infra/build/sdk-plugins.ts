import type { Plugin } from "esbuild";
import { readFile } from "node:fs/promises";
import * as z from "zod";

const anError = /export class (\w+) extends __BaseException \{[^}]*?\$fault = "(client|server)";/g;

/**
 * Writes the errors of an SDK client as one class for all: each has a file of its own shape there, with members that the
 * protocol sets by itself when it makes an error of an answer. 8 KB of DynamoDB's, of which three are ever caught.
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

const partitionsSchema = z.looseObject({
  partitions: z.array(z.looseObject({ regionRegex: z.string(), regions: z.record(z.string(), z.unknown()) })),
});

/** Leaves out the list of regions, each with its place in words: a partition knows its regions by the form of their names. */
const withoutRegions = (source: string): string => {
  const [, json = ""] = /^export const partitionsInfo = (\{.*\});\s*$/s.exec(source) ?? [];
  const { partitions, ...rest } = partitionsSchema.parse(JSON.parse(json));
  const short = partitions.map((partition) => ({ ...partition, regions: {} }));
  return `export const partitionsInfo = ${JSON.stringify({ ...rest, partitions: short })};`;
};

/**
 * Makes the SDK's clients smaller by what says nothing at run time: their errors' many classes, their package's
 * description, the names of regions.
 */
export const compactSdkPlugin: Plugin = {
  name: "compact-sdk",
  setup(build) {
    build.onLoad(
      { filter: /[\\/]@aws-sdk[\\/]client-[a-z-]+[\\/]dist-es[\\/]models[\\/]errors\.js$/ },
      async ({ path }) => ({
        contents: compactErrors(await readFile(path, "utf8")),
      }),
    );
    build.onLoad({ filter: /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/ }, async ({ path }) => ({
      contents: withoutRegions(await readFile(path, "utf8")),
    }));
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[a-z-]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};
