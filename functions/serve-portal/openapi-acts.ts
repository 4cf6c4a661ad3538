import * as z from "zod/mini";
import type { RouteDescription } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import {
  back,
  formOf,
  page,
  permissionQuery,
  query,
  relationshipIn,
  seen,
  sessionNote,
  toSignIn,
} from "./openapi-common.ts";

const question = page("The page that asks.");
const renewal = {
  path: relationshipIn,
  query,
  answers: { 200: question, 303: toSignIn },
  problems: ["wrong-state", "partner-frozen", "cool-off"],
} as const;
const problems = ["forbidden", "wrong-state", "busy"] as const;
/** A new administrator cannot do it yet. */
const tooNew = ["cool-off"] as const;

/** What the document says of what a customer does to a relationship. */
export const actRouteDescriptions = {
  "GET /portal/relationships/{id}/remove": {
    operationId: "askToRemovePermissions",
    summary: "Ask whether permissions shall be removed",
    description: "Changes nothing.",
    path: relationshipIn,
    query: permissionQuery,
    answers: { 200: question, 303: toSignIn },
  },
  "POST /portal/relationships/{id}/remove": {
    operationId: "removePermissions",
    summary: "Remove one permission or all",
    description: `They end at once; the relationship goes on. ${sessionNote}`,
    path: relationshipIn,
    query: permissionQuery,
    body: seen,
    answers: { 303: back },
    problems,
  },
  "GET /portal/relationships/{id}/renew": {
    operationId: "askToRenewPermissions",
    summary: "Ask whether permissions shall be renewed",
    description: "Changes nothing. Where no end would move, it says so instead.",
    ...renewal,
  },
  "POST /portal/relationships/{id}/renew": {
    operationId: "renewPermissions",
    summary: "Renew permissions",
    description: `On the same terms, counted from now. ${sessionNote}`,
    path: relationshipIn,
    query,
    body: seen,
    answers: { 200: page("The page that asks, should it ask again."), 303: back },
    problems: [...problems, ...tooNew, "partner-frozen"],
  },
  "GET /portal/relationships/{id}/end": {
    operationId: "askToEndRelationship",
    summary: "Ask whether a relationship shall end",
    description: "Changes nothing.",
    path: relationshipIn,
    query,
    answers: { 200: question, 303: toSignIn },
    problems: tooNew,
  },
  "POST /portal/relationships/{id}/end": {
    operationId: "endRelationship",
    summary: "End a relationship",
    description: `For good, and all its permissions with it. ${sessionNote}`,
    path: relationshipIn,
    query,
    body: formOf(
      { reason: described(z.optional(text), "Why; the partner reads it.") },
      { reason: { summary: "With a reason", value: { csrf: "…", reason: "We have another partner." } } },
    ),
    answers: { 303: back, 422: page("The page again: the reason is no line of text.") },
    problems: [...problems, ...tooNew],
  },
} as const satisfies Readonly<Record<string, RouteDescription>>;
