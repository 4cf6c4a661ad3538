import { Refusal } from "../../shared/domain/refusal.ts";
import { conditional } from "../../shared/http/conditional.ts";
import { withoutBody } from "../../shared/http/head.ts";
import { pageHeaders } from "../../shared/http/page.ts";
import { problemAnswer } from "../../shared/http/boundary.ts";
import type { Problem } from "../../shared/http/problems.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import type { RouteKeyOf } from "../../shared/names.ts";
import { findAgreement } from "../../shared/policy/agreements.ts";
import { isLocale } from "../../shared/policy/locales.ts";
import { assets } from "./assets.ts";
import { readerOf, wantsPage } from "./reader.ts";
import { agreementPage, callbackPage, notFoundPage } from "./view.ts";

/** What anybody may read, and the answer to everything that is not there. */
export function servePublic({
  operatorName,
  stage,
  authorizeUrl,
  readOpenApi,
  readAsyncApi,
}: {
  readonly operatorName: string;
  readonly stage: string;
  /** What a browser asks the sign-in pages, but for the challenge. */
  readonly authorizeUrl: string;
  /** The OpenAPI document, as the build made it. */
  readonly readOpenApi: () => Promise<string>;
  /** The AsyncAPI document, likewise. */
  readonly readAsyncApi: () => Promise<string>;
}): Record<RouteKeyOf<"serve-public">, RouteHandler> {
  const agreement: RouteHandler = async (request) => {
    const found = findAgreement(request.parameters["version"] ?? "");
    if (found === undefined) throw nothingHere();
    return { status: 200, body: await agreementPage(found, readerOf(request, operatorName)), headers: pageHeaders };
  };

  const callback: RouteHandler = async (request) => {
    const command = request.query["code"] ? `npm run token -- --stage ${stage}` : null;
    return { status: 200, body: await callbackPage(readerOf(request, operatorName), command), headers: pageHeaders };
  };

  return {
    "GET /console/sign-in": async (request) => {
      const { randomBytes } = await import("node:crypto");
      const location = new URL(authorizeUrl);
      location.searchParams.set("lang", readerOf(request, operatorName).lang);
      // A challenge without a verifier: the code that comes back signs nobody in, wherever it is left lying.
      location.searchParams.set("code_challenge", randomBytes(32).toString("base64url"));
      location.searchParams.set("code_challenge_method", "S256");
      return { status: 303, headers: { location: location.href, "referrer-policy": "no-referrer" } };
    },

    "GET /console/callback": callback,
    "HEAD /console/callback": withoutBody(callback),

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

    "GET /agreements/{version}": agreement,
    "HEAD /agreements/{version}": withoutBody(agreement),

    $default: async (request) => {
      const offer = pageOfAct(request);
      if (offer === null) throw nothingHere();
      return { status: 303, headers: { location: offer, "referrer-policy": "no-referrer" } };
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

/**
 * Where somebody goes who opens an act on a personal link, or the link with a slash too many: browsers keep the address of
 * a form that was sent. Null for everything else.
 */
function pageOfAct({ method, path, query }: HttpRequest): string | null {
  const [, link] = /^\/i\/([^/]+)\/(?:decision|code|hand-over|new-link|seen)?$/.exec(path) ?? [];
  if (link === undefined || !["GET", "HEAD"].includes(method)) return null;
  return `/i/${link}${isLocale(query["lang"]) ? `?lang=${query["lang"]}` : ""}`;
}

/** A problem, as a page for who reads pages. */
export const showProblem =
  (operatorName: string) =>
  (problem: Problem, request: HttpRequest | null): HttpAnswer =>
    problem.status === 404 && request !== null && wantsPage(request)
      ? { status: 404, body: notFoundPage(readerOf(request, operatorName)), headers: pageHeaders }
      : problemAnswer(problem);

const nothingHere = (): Refusal => new Refusal("not-found", "There is nothing here.");
