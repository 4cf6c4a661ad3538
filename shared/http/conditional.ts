import { Refusal } from "../domain/refusal.ts";
import type { ExpectedVersions } from "../commands/expected-version.ts";
import type { HttpAnswer, HttpRequest } from "./request.ts";

/** The ETag of a resource: its version and what it is at this moment, for time alone can change that. */
export const etagOf = ({ version, status }: { readonly version: number; readonly status: string }): string =>
  `"${version}-${status}"`;

/** An answer that a caller who has it already need not be sent again. */
export function conditional(request: HttpRequest, etag: string, answer: HttpAnswer): HttpAnswer {
  const headers = { ...answer.headers, etag };
  // Compared weakly (RFC 9110).
  const known = listOf(request.headers["if-none-match"]).map((tag) => tag.replace(/^W\//, ""));
  return known.includes("*") || known.includes(etag) ? { status: 304, headers } : { ...answer, headers };
}

/** An ETag of ours, as `etagOf` makes it. A weak one never matches (RFC 9110, If-Match compares strongly). */
const ownTag = /^"(0|[1-9]\d*)-[a-z]+(?:-[a-z]+)*"$/;

/** The versions that a change was made for. Refuses a request without `If-Match`; what is no ETag of ours matches nothing. */
export function expectedVersions(request: HttpRequest): ExpectedVersions {
  const tags = listOf(request.headers["if-match"]);
  if (tags.length === 0) {
    throw new Refusal("precondition-required", "Send If-Match with the ETag that you read.");
  }
  if (tags.length === 1 && tags[0] === "*") return "any";
  return tags.flatMap((tag) => ownTag.exec(tag)?.[1] ?? []).map(Number);
}

const listOf = (header: string | undefined): string[] =>
  (header ?? "")
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
