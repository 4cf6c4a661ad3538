import type { OnResolveArgs, Plugin } from "esbuild";
import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { compiledTexts, textsFile } from "./messages.ts";

const anyBuiltin = /^(?:node:)?[a-z_]+(?:\/[a-z]+)?$/;
const slowBuiltin = /^(?:node:)?https?2?$/;

/**
 * Hands out Node's own modules by `process.getBuiltinModule`. Two reasons: importing http, https or http2 from an ES
 * module also loads undici (26 to 30 ms, 15 MB); and `require` of a builtin in a CommonJS dependency does not exist in
 * an ES module.
 */
export const builtinPlugin: Plugin = {
  name: "builtin",
  setup(build) {
    build.onResolve({ filter: anyBuiltin }, ({ path, kind }: OnResolveArgs) => {
      if (!isBuiltin(path)) return undefined;
      if (kind !== "require-call" && !slowBuiltin.test(path)) return undefined;
      return { path, namespace: "builtin" };
    });
    build.onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      loader: "js",
    }));
  },
};

/** A class of which no function makes an object. */
const unmade = (name: string, what: string): string =>
  `export class ${name} { constructor() { throw new Error("This bundle has no ${what}."); } }`;

const nothing = "async () => undefined";

/** Parts of libraries that no function of Rapport uses, and their replacements (decision 0026 has the figures). */
const replacements: readonly { readonly module: RegExp; readonly importer?: RegExp; readonly contents: string }[] = [
  {
    // A function has its credentials in the environment: no files, web identity or single sign-on.
    module: /^@aws-sdk\/credential-provider-node$/,
    contents: `export { fromEnv as defaultProvider } from "@aws-sdk/credential-provider-env";`,
  },
  {
    // No operation that is called here streams events.
    module: /^@smithy\/core\/event-streams$/,
    contents: `${unmade("EventStreamSerde", "event streams")}; export const eventStreamSerdeProvider = undefined;`,
  },
  {
    // Nor are single events of a stream signed. A client makes this one, and then never asks it.
    module: /^\.\/HeaderFormatter$/,
    importer: /[\\/]signature-v4[\\/]/,
    contents: `export class HeaderFormatter { format() { throw new Error("This bundle has no event streams."); } }`,
  },
  {
    // DynamoDB's endpoints are only discovered where somebody turns that on.
    module: /^@aws-sdk\/endpoint-cache$/,
    contents: `export class EndpointCache { get() {} getEndpoint() {} set() {} delete() {} clear() {} has() { return false; } }`,
  },
  {
    // Which of its own features a client uses, counted for AWS in the user agent.
    module: /^\.\/check-features$/,
    importer: /[\\/]middleware-user-agent[\\/]/,
    contents: `export const checkFeatures = ${nothing};`,
  },
  {
    // Trace ids for functions with concurrent requests; ours get the trace id from the environment.
    module: /^@aws\/lambda-invoke-store$/,
    contents: `export const InvokeStore = { getInstanceAsync: ${nothing} };`,
  },
  {
    // Nobody turns adaptive retries on.
    module: /\/AdaptiveRetryStrategy$/,
    contents: unmade("AdaptiveRetryStrategy", "adaptive retries"),
  },
  {
    // Dates in answers, taken apart digit by digit; the language reads them as well.
    module: /\/date-utils$/,
    importer: /[\\/]@smithy[\\/]core[\\/]/,
    contents: `
      const read = (text) => (text == null ? undefined : new Date(text));
      export { read as parseRfc3339DateTime, read as parseRfc3339DateTimeWithOffset, read as parseRfc7231DateTime };
      export const parseEpochTimestamp = (seconds) => (seconds == null ? undefined : new Date(Math.round(seconds * 1000)));
      export const dateToUtcString = (date) => date.toUTCString();`,
  },
  {
    // A function has no profile: all its settings are in its environment. This saves looking for two files.
    module: /^\.\/fromSharedConfigFiles$/,
    contents: `
      export const fromSharedConfigFiles = () => async () => {
        throw Object.assign(new Error("A function has no configuration files."), { tryNextLink: true });
      };`,
  },
  // Nor does a function ask an instance for its region.
  { module: /getInstanceMetadataRegion$/, contents: `export const getInstanceMetadataRegion = ${nothing};` },
  {
    // The names of buckets.
    module: /^\.\.\/service-customizations$/,
    importer: /[\\/]middleware-endpoint[\\/]/,
    contents: `export const resolveParamsForS3 = async (parameters) => parameters;`,
  },
  {
    // No response is streamed, and Node's web streams would slow down every cold start.
    module: /^node:stream(?:\/promises|\/web)?$/,
    importer: /[\\/]@middy[\\/]core[\\/]/,
    contents: `export const Readable = undefined, ReadableStream = undefined, pipeline = undefined;`,
  },
  // Hashes in JavaScript, for where Node was built without its own.
  { module: /^\.\/(?:Sha256|Md5)Js$/, contents: `export const Sha256Js = undefined, Md5Js = undefined;` },
  {
    // Warnings of a Node that the SDK will leave behind.
    module: /^\.\/emitWarningIfUnsupportedVersion$/,
    contents: `export const state = { warningEmitted: true }, emitWarningIfUnsupportedVersion = () => undefined;`,
  },
  {
    // Support for a custom logger.
    module: /\/loggerMiddleware$/,
    importer: /[\\/]@aws-sdk[\\/]core[\\/]/,
    contents: `
      export const loggerMiddlewareOptions = {}, loggerMiddleware = () => (next) => next;
      export const getLoggerPlugin = () => ({ applyToStack: () => undefined });`,
  },
  {
    // Types of attachments by the names of their files; a mail of Rapport has none.
    module: /^\.\/mime-types\.js$/,
    importer: /[\\/]nodemailer[\\/]/,
    contents: `export const detectMimeType = () => "application/octet-stream", detectExtension = () => "bin";`,
  },
  {
    // Attachments from elsewhere, which `disableUrlAccess` forbids.
    module: /\/fetch\/index\.js$/,
    importer: /[\\/]nodemailer[\\/]/,
    contents: `export default () => { throw new Error("A mail of this bundle fetches nothing."); };`,
  },
];

/** Leaves those parts out of every bundle. */
export const unreachedPartsPlugin: Plugin = {
  name: "unreached-parts",
  setup(build) {
    for (const { module, importer: from = /./, contents } of replacements) {
      const namespace = `unreached ${module.source}`;
      build.onResolve({ filter: module }, ({ path, importer, resolveDir }) =>
        from.test(importer) ? { path, namespace, pluginData: resolveDir } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace }, ({ pluginData }) => ({ contents, resolveDir: String(pluginData) }));
    }
  },
};

/** Indents the templates of pages in the source only: every bundle with pages is smaller by it, and every page that it sends. */
export const pageIndentPlugin: Plugin = {
  name: "page-indent",
  setup(build) {
    build.onLoad(
      {
        filter: /[\\/](?:functions[\\/]serve-[\w-]+|shared[\\/](?:pages|html|console))[\\/](?:pages[\\/])?[\w-]+\.ts$/,
      },
      async ({ path }) => ({
        contents: (await readFile(path, "utf8")).replaceAll(/\n[ ]+/g, "\n"),
        loader: "ts",
      }),
    );
  },
};

const onDemand = Symbol("imported on demand");

/** Leaves texts, and other JSON that is imported on demand, in files beside the bundle, parsed when they are wanted. */
export const lazyJsonPlugin: Plugin = {
  name: "lazy-json",
  setup(build) {
    build.onResolve({ filter: /\.json$/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (kind !== "dynamic-import" || pluginData === onDemand) return undefined;
      const { path: file, errors } = await build.resolve(path, { kind, resolveDir, pluginData: onDemand });
      return { path: file, errors, pluginData: onDemand };
    });
    build.onLoad({ filter: textsFile }, ({ path }) => ({
      contents: JSON.stringify(compiledTexts(path)),
      loader: "copy",
    }));
    build.onLoad({ filter: /\.json$/ }, async ({ path, pluginData }) =>
      pluginData === onDemand ? { contents: await readFile(path), loader: "copy" } : undefined,
    );
  },
};
