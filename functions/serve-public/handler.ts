import { createHash } from "node:crypto";
import { Refusal } from "../../shared/domain/refusal.ts";
import { conditional } from "../../shared/http/conditional.ts";
import { pageHeaders } from "../../shared/http/page.ts";
import { problemAnswer } from "../../shared/http/boundary.ts";
import type { Problem } from "../../shared/http/problems.ts";
import type { HttpAnswer, HttpRequest, RouteHandler } from "../../shared/http/request.ts";
import type { RouteKeyOf } from "../../shared/names.ts";
import { findAgreement } from "../../shared/policy/agreements.ts";
import { assets } from "./assets.ts";
import { agreementPage, notFoundPage } from "./view.ts";

/** What anybody may read, and the answer to everything that is not there. */
export function servePublic({
  operatorName,
}: {
  readonly operatorName: string;
}): Record<RouteKeyOf<"serve-public">, RouteHandler> {
  return {
    "GET /v1/health": async () => ({ status: 200, body: { status: "ok" } }),

    "GET /assets/{file}": async (request) => {
      const asset = assets.get(request.parameters["file"] ?? "");
      if (asset === undefined) throw nothingHere();
      const etag = `"${createHash("sha256").update(asset.text).digest("base64url").slice(0, 22)}"`;
      // Pages name an asset without its version, so a browser asks again each hour; mostly for a 304.
      const headers = { "content-type": asset.type, "cache-control": "public, max-age=3600" };
      return conditional(request, etag, { status: 200, body: asset.text, headers });
    },

    "GET /agreements/{version}": async (request) => {
      const agreement = findAgreement(request.parameters["version"] ?? "");
      if (agreement === undefined) throw nothingHere();
      return { status: 200, body: agreementPage(agreement, operatorName), headers: pageHeaders };
    },

    $default: async () => {
      throw nothingHere();
    },
  };
}

/** A problem, as a page for who reads pages. */
export const showProblem =
  (operatorName: string) =>
  (problem: Problem, request: HttpRequest | null): HttpAnswer =>
    problem.status === 404 && request?.headers["accept"]?.includes("text/html") && !request.path.startsWith("/v1/")
      ? { status: 404, body: notFoundPage(operatorName), headers: pageHeaders }
      : problemAnswer(problem);

const nothingHere = (): Refusal => new Refusal("not-found", "There is nothing here.");
