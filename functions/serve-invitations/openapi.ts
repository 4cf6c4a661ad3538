import type { FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import type { routes } from "./manifest.ts";
import { actRoutes } from "./openapi-acts.ts";
import { draftRoutes } from "./openapi-drafts.ts";
import { readRoutes } from "./openapi-reads.ts";

const descriptions: RouteDescriptions<typeof routes> = { ...draftRoutes, ...readRoutes, ...actRoutes };

/** What the document says of a partner's invitations. */
export const description: FunctionDescription = {
  tag: { name: "Invitations", description: "Asking a customer for a relationship, from the draft to the answer." },
  routes: descriptions,
};
