import { Refusal } from "../../shared/domain/refusal.ts";
import { conditional } from "../../shared/http/conditional.ts";
import { pageHeaders } from "../../shared/http/page.ts";
import { problemAnswer } from "../../shared/http/boundary.ts";
import type { Problem } from "../../shared/http/problems.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import type { RouteKeyOf } from "../../shared/names.ts";
import { findAgreement } from "../../shared/policy/agreements.ts";
import { acceptedLocale, defaultLocale, isLocale } from "../../shared/policy/locales.ts";
import { assets } from "./assets.ts";
import { agreementPage, notFoundPage, type PublicReader } from "./view.ts";

/** What anybody may read, and the answer to everything that is not there. */
export function servePublic({
  operatorName,
  readOpenApi,
  readAsyncApi,
}: {
  readonly operatorName: string;
  /** The OpenAPI document, as the build made it. */
  readonly readOpenApi: () => Promise<string>;
  /** The AsyncAPI document, likewise. */
  readonly readAsyncApi: () => Promise<string>;
}): Record<RouteKeyOf<"serve-public">, RouteHandler> {
  return {
    "GET /v1/health": async () => ({ status: 200, body: { status: "ok" } }),

    "GET /v1/openapi.json": async (request) =>
      fileAnswer(request, { type: "application/json", text: await readOpenApi() }),

    "GET /v1/asyncapi.json": async (request) =>
      fileAnswer(request, { type: "application/json", text: await readAsyncApi() }),

    "GET /assets/{file}": async (request) => {
      const asset = assets.get(request.parameters["file"] ?? "");
      if (asset === undefined) throw nothingHere();
      return fileAnswer(request, asset);
    },

    "GET /agreements/{version}": async (request) => {
      const agreement = findAgreement(request.parameters["version"] ?? "");
      if (agreement === undefined) throw nothingHere();
      return { status: 200, body: agreementPage(agreement, readerOf(request, operatorName)), headers: pageHeaders };
    },

    $default: async () => {
      throw nothingHere();
    },
  };
}

/** A file that changes only with a deployment. */
async function fileAnswer(
  request: HttpRequest,
  { type, text }: { readonly type: string; readonly text: string },
): Promise<HttpAnswer> {
  // Loading it is a seventh of this function's start, and only files need it.
  const { createHash } = await import("node:crypto");
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  // Nothing names a file with its version, so it is asked for again each hour; mostly for a 304.
  const headers = { "content-type": type, "cache-control": "public, max-age=3600" };
  return conditional(request, etag, { status: 200, body: text, headers });
}

/** A problem, as a page for who reads pages. */
export const showProblem =
  (operatorName: string) =>
  (problem: Problem, request: HttpRequest | null): HttpAnswer =>
    problem.status === 404 && request?.headers["accept"]?.includes("text/html") && !request.path.startsWith("/v1/")
      ? { status: 404, body: notFoundPage(readerOf(request, operatorName)), headers: pageHeaders }
      : problemAnswer(problem);

/** In the language that the reader chose on the page, else in what the browser asks for. */
function readerOf({ query, headers }: HttpRequest, operatorName: string): PublicReader {
  const chosen = query["lang"];
  const lang = isLocale(chosen) ? chosen : (acceptedLocale(headers["accept-language"]) ?? defaultLocale);
  return { lang, operatorName };
}

const nothingHere = (): Refusal => new Refusal("not-found", "There is nothing here.");
