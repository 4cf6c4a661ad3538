import { createHash } from "node:crypto";
import { conditional } from "./conditional.ts";
import type { HttpAnswer, HttpRequest } from "./request.ts";

/**
 * A strong ETag: it changes with anything that is shown. Before its digest stand the versions of the parts that can be
 * written, for `If-Match` compares only the version of the part that is changed.
 */
export function etagOf(shown: object | string, ...versions: readonly number[]): string {
  const text = typeof shown === "string" ? shown : JSON.stringify(shown);
  const digest = createHash("sha256").update(text).digest("base64url").slice(0, 22);
  return versions.length === 0 ? `"${digest}"` : `"${versions.join(".")}-${digest}"`;
}

/** The answer of a read, which a caller who has it already is not sent again. */
export const readAnswer = (request: HttpRequest, body: object, ...versions: readonly number[]): HttpAnswer =>
  conditional(request, etagOf(body, ...versions), { status: 200, body });
