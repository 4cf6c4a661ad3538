import { Refusal } from "../domain/refusal.ts";
import type { ExpectedVersions } from "../commands/expected-version.ts";
import type { HttpAnswer, HttpRequest } from "./request.ts";

/** The ETag of a resource: its version and what it is at this moment, for time alone can change that. */
export const etagOf = ({ version, status }: { readonly version: number; readonly status: string }): string =>
  `"${version}-${status}"`;

/** An answer that a caller who has it already need not be sent again. */
export function conditional(request: HttpRequest, etag: string, answer: HttpAnswer): HttpAnswer {
  const headers = { ...answer.headers, etag };
  const known = tagsOf(request.headers["if-none-match"]);
  return known.includes("*") || known.includes(etag) ? { status: 304, headers } : { ...answer, headers };
}

/** The versions that a change was made for. Refuses a request without `If-Match`. */
export function expectedVersions(request: HttpRequest): ExpectedVersions {
  const tags = tagsOf(request.headers["if-match"]);
  if (tags.length === 0) {
    throw new Refusal("precondition-required", "Send If-Match with the ETag that you read.");
  }
  return tags.includes("*") ? "any" : tags.map((tag) => Number(/^"(\d+)-/.exec(tag)?.[1]));
}

const tagsOf = (header: string | undefined): string[] =>
  (header ?? "")
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""))
    .filter((tag) => tag !== "");
