import type { Route } from "../manifest.ts";
import type { Operation } from "./operation.ts";

/** The tag of all pages. */
export const pagesTag = {
  name: "Pages",
  description:
    "Pages that people open from their mail or sign in to, and their forms. They are not for programs: only the statuses are listed, for gateways and monitors, and forms change without notice.",
} as const;

/** Every status that a page can answer with: its own, those of every page or form, and those of the gateway. */
export const pageStatuses = ({ key, page = [], session }: Route): readonly number[] => {
  const ofPath = key.includes("{") ? [400, 404] : [];
  const ofForm = key.startsWith("POST ") ? [400, 403, 409, 413, 415, 422] : [];
  // Without a session it leads to signing in; a role may not open it; a form was made for an older version.
  const ofSession = session === undefined ? [] : [303, 403, ...(key.startsWith("POST ") ? [412] : [])];
  return [...new Set([...ofSession, ...page, ...ofPath, ...ofForm, 429, 431, 500, 503])].toSorted(
    (one, other) => one - other,
  );
};

/** A page as the document lists it. */
export function pageOperation(route: Route): Operation {
  const parameters = [...route.key.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
    description: "The value from the link or form.",
  }));
  const [first = "", ...words] = route.key.match(/\w+/g) ?? [];
  return {
    operationId: first.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(""),
    summary: "A page for people",
    tags: [pagesTag.name],
    security: [],
    ...(parameters.length > 0 && { parameters }),
    responses: Object.fromEntries(
      pageStatuses(route).map((status) => [status, { $ref: `#/components/responses/${responseName(status)}` }]),
    ),
  };
}

const responseName = (status: number): string => `Page-${status}`;

/** The responses of pages, for the components. */
export const pageResponses = (pages: readonly Route[]): Readonly<Record<string, object>> =>
  Object.fromEntries(
    pages.flatMap(pageStatuses).map((status) => [responseName(status), { description: descriptionOf(status) }]),
  );

const descriptionOf = (status: number): string => {
  if (status < 300) return "The page.";
  return status < 400 ? "A redirect, or the browser's copy is current." : "A page that explains the problem.";
};
