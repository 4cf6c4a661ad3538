import { Refusal } from "../kernel/refusal.ts";
import type { ExpectedVersions } from "../transaction/expected-version.ts";
import type { HttpAnswer, HttpRequest } from "./request.ts";

/** An answer that a caller who has it already need not be sent again. */
export function conditional(request: HttpRequest, etag: string, answer: HttpAnswer): HttpAnswer {
  const headers = { ...answer.headers, etag };
  // Compared weakly (RFC 9110).
  const known = listOf(request.headers["if-none-match"]).map((tag) => tag.replace(/^W\//, ""));
  return known.includes("*") || known.includes(etag) ? { status: 304, headers } : { ...answer, headers };
}

/** An ETag of ours, as `etagOf` makes it. A weak one never matches (RFC 9110, If-Match compares strongly). */
const ownTag = /^"((?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*)-[\w-]{22}"$/;

/**
 * The versions that a change was made for. Refuses a request without `If-Match`; what is no ETag of ours matches nothing.
 * `part` says which of the ETag's versions is meant, where it has several.
 */
export function expectedVersions(request: HttpRequest, part = 0): ExpectedVersions {
  const tags = listOf(request.headers["if-match"]);
  if (tags.length === 0) {
    throw new Refusal(
      "precondition-required",
      "The change needs an If-Match header. Send it with the ETag of the version that you read.",
    );
  }
  return versionsIn(tags, part);
}

/** The same for an action for which `If-Match` is optional: without it, any version is accepted. */
export const versionsIfSent = (request: HttpRequest, part = 0): ExpectedVersions =>
  request.headers["if-match"] === undefined ? "any" : versionsIn(listOf(request.headers["if-match"]), part);

function versionsIn(tags: readonly string[], part: number): ExpectedVersions {
  if (tags.length === 1 && tags[0] === "*") return "any";
  return tags.flatMap((tag) => ownTag.exec(tag)?.[1]?.split(".")[part] ?? []).map(Number);
}

const listOf = (header: string | undefined): string[] =>
  (header ?? "")
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
