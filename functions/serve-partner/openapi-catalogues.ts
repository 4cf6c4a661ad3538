import type { RouteDescriptions } from "../../shared/openapi/description.ts";
import type { routes } from "./manifest.ts";
import { permissionsQuery } from "./requests.ts";
import { agreement, cloudCatalogue, permissionCatalogue, serviceCatalogue } from "./responses.ts";

/** What there is to ask for, where, and under which terms. */
export const catalogueRoutes = {
  "GET /v1/permissions": {
    operationId: "listPermissions",
    summary: "Read the permission catalogue",
    description: "In the language that is named, else the reader's, else the partner's.",
    query: permissionsQuery,
    headers: ["If-None-Match"],
    answers: {
      200: {
        description: "The catalogue.",
        schema: permissionCatalogue,
        headers: ["ETag", "Content-Language", "Vary"],
      },
    },
  },
  "GET /v1/services": {
    operationId: "listServices",
    summary: "Read the service catalogue",
    description: "What a partner can manage for a customer, and where.",
    headers: ["If-None-Match"],
    answers: { 200: { description: "The catalogue.", schema: serviceCatalogue, headers: ["ETag"] } },
  },
  "GET /v1/clouds": {
    operationId: "listClouds",
    summary: "Read the clouds and their policies",
    description: "What must be asked in each, and where its customers decide.",
    headers: ["If-None-Match"],
    answers: { 200: { description: "The clouds.", schema: cloudCatalogue, headers: ["ETag"] } },
  },
  "GET /v1/agreements/current": {
    operationId: "readCurrentAgreement",
    summary: "Read the agreement of new offers",
    description: "The text that customers accept, with its hash.",
    headers: ["If-None-Match"],
    answers: { 200: { description: "The agreement.", schema: agreement, headers: ["ETag"] } },
  },
} as const satisfies Partial<RouteDescriptions<typeof routes>>;
