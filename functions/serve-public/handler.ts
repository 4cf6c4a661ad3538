import { Refusal } from "../../shared/kernel/refusal.ts";
import { conditional } from "../../shared/http/conditional.ts";
import { methodNotAllowed } from "../../shared/http/boundary.ts";
import { problemKinds } from "../../shared/http/problems.ts";
import type { HttpAnswer, HttpRequest, RouteHandlers } from "../../shared/http/request.ts";
import { pageAnswer, toLinkPage, toPage } from "../../shared/pages/answers.ts";
import { localeOf } from "../../shared/pages/reader.ts";
import { findAgreement } from "../../shared/policy/agreements.ts";
import { assets, findAsset } from "./assets.ts";
import type { routes } from "./manifest.ts";
import { loadPublicTexts } from "./texts.ts";
import { agreementPage, homePage, meaningPage } from "./view.ts";

/** Public documents and assets, and the answer to unknown paths. */
export function servePublic({
  operatorName,
  version,
  readOpenApi,
  readAsyncApi,
}: {
  readonly operatorName: string;
  /** The built version of Rapport. */
  readonly version: string;
  /** Reads the OpenAPI document of the build. */
  readonly readOpenApi: () => Promise<string>;
  /** Reads the AsyncAPI document of the build. */
  readonly readAsyncApi: () => Promise<string>;
}): RouteHandlers<typeof routes> {
  const setting = { operatorName };
  return {
    "GET /v1/health": async () => ({ status: 200, body: { status: "ok", version } }),

    "GET /v1/openapi.json": async (request) =>
      fileAnswer(request, { type: "application/json", text: await readOpenApi() }),

    "GET /v1/asyncapi.json": async (request) =>
      fileAnswer(request, { type: "application/json", text: await readAsyncApi() }),

    "GET /assets/{file}": async (request) => {
      const found = findAsset(request.parameters["file"] ?? "");
      if (found === null) throw nothingHere();
      return fileAnswer(request, assets[found.asset], found.isCurrent ? forGood : "no-cache");
    },

    // Browsers look for it by themselves beside documents that are no page.
    "GET /favicon.ico": async (request) => fileAnswer(request, assets["icon.svg"]),

    "GET /": async (request) => pageAnswer(200, homePage(setting, await loadPublicTexts(localeOf(request)))),

    "GET /agreements/{version}": async (request) => {
      const found = findAgreement(request.parameters["version"] ?? "");
      if (found === undefined) throw nothingHere();
      return pageAnswer(200, agreementPage(found, setting, await loadPublicTexts(localeOf(request))));
    },

    "GET /problems/{kind}": async (request) => {
      const kind = request.parameters["kind"] ?? "";
      const { default: texts } = await import("../../shared/http/problem-texts.json", { with: { type: "json" } });
      if (!isProblemKind(kind)) throw nothingHere();
      return pageAnswer(200, meaningPage(kind, texts[kind], setting, await loadPublicTexts("en")));
    },

    "GET /i/{link}/decision": toPageOfLink,
    "GET /i/{link}/seen": toPageOfLink,
    "GET /i/{link}/code": toPageOfLink,
    "GET /i/{link}/hand-over": toPageOfLink,
    "GET /i/{link}/new-link": toPageOfLink,

    $default: async (request) => {
      const methods = methodsAt(request.path, await readOpenApi());
      if (methods.length > 0) throw methodNotAllowed(methods);
      // A link or address with a slash too many.
      const [, page, link] = /^(\/portal|\/console|\/verify|\/i\/([^/]+))\/$/.exec(request.path) ?? [];
      if (page === undefined || !["GET", "HEAD"].includes(request.method)) throw nothingHere();
      return link === undefined ? toPage(page, request) : toPageOfLink({ ...request, parameters: { link } });
    },
  };
}

/** Whether the request accepts gzip (RFC 9110, Accept-Encoding). */
const takesGzip = ({ headers }: HttpRequest): boolean => /\bgzip\b(?! *; *q=0)/i.test(headers["accept-encoding"] ?? "");

/** For a file whose name changes with its content. */
const forGood = "public, max-age=31536000, immutable";

/** The answer with a file that changes only with a deployment, so browsers ask again each hour and mostly get a 304. */
async function fileAnswer(
  request: HttpRequest,
  { type, text }: { readonly type: string; readonly text: string },
  caching = "public, max-age=3600",
): Promise<HttpAnswer> {
  // Only files need it, and loading it takes a seventh of the function's start.
  const { createHash } = await import("node:crypto");
  const digest = createHash("sha256").update(text).digest("base64url");
  const headers = { "content-type": type, "cache-control": caching, vary: "Accept-Encoding" };
  if (!takesGzip(request)) return conditional(request, `"${digest}"`, { status: 200, body: text, headers });
  const body = (compressed[digest] ??= (await import("node:zlib")).gzipSync(text).toString("base64"));
  // A strong ETag differs for other bytes.
  return conditional(request, `"${digest}-gz"`, {
    status: 200,
    body,
    isBase64Encoded: true,
    headers: { ...headers, "content-encoding": "gzip" },
  });
}

/** Compressed files by digest, because compressing the documents takes a while. */
const compressed: Record<string, string> = {};

/** Redirects the address of a form of a personal link to the link's page: browsers keep the address of a posted form. */
const toPageOfLink = async (request: HttpRequest): Promise<HttpAnswer> =>
  toLinkPage(request.parameters["link"] ?? "", request);

/** The documented methods of a path. Only paths without a GET get here: the gateway routes all others. */
function methodsAt(path: string, openApi: string): readonly string[] {
  const { paths = {} } = JSON.parse(openApi) as { readonly paths?: Readonly<Record<string, object>> };
  const isAt = (template: string) =>
    new RegExp(`^${template.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);
  return Object.entries(paths).flatMap(([template, operations]) =>
    isAt(template) ? Object.keys(operations).map((method) => method.toUpperCase()) : [],
  );
}

const isProblemKind = (kind: string): kind is keyof typeof problemKinds => Object.hasOwn(problemKinds, kind);

const nothingHere = (): Refusal => new Refusal("not-found", "There is nothing at this address.");
