import * as z from "zod/mini";
import { problemKinds } from "../../shared/http/problems.ts";
import type { FunctionDescription, RouteDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import type { routes } from "./manifest.ts";

const page = { type: "text/html", schema: described(text, "A page.") };

const fileHeaders = ["ETag", "Vary", "Content-Encoding"] as const;

const agreement = {
  path: {
    version: z.string().register(documented, { description: "Version of the agreement.", examples: ["2026-11"] }),
  },
  query: z.object({ lang: described(z.optional(text), "Language of the page; without it the browser's.") }),
};

const comingBack = z.object({
  code: described(z.optional(text), "From the sign-in pages; neither shown nor redeemed."),
  error: described(z.optional(text), "What the sign-in pages say when they did not sign somebody in."),
  lang: agreement.query.shape.lang,
});

const returning = (operationId: string): RouteDescription => ({
  operationId,
  summary: "Return to the page of a link",
  description:
    "For a browser that opens the address of a form again. The link with nothing but a slash after it is answered alike.",
  path: {
    link: z.string().register(documented, {
      description: "The personal link's token.",
      examples: ["inv_01JD0000000000000000000001.1.1.1.vTq0"],
    }),
  },
  query: agreement.query,
  answers: { 303: { description: "To the page of the link.", headers: ["Location", "Referrer-Policy"] } },
  problemsAre: "either",
});

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /console/sign-in": {
    operationId: "beginSignIn",
    summary: "Go to where users sign in",
    description: "For people. A program that wants tokens asks the authorization endpoint itself, with a challenge.",
    query: z.object({ lang: agreement.query.shape.lang }),
    answers: {
      303: { description: "To the sign-in pages.", headers: ["Location", "Referrer-Policy"] },
    },
  },
  "GET /console/callback": {
    operationId: "showSignedIn",
    summary: "Show whether signing in worked",
    description: "Where the sign-in pages send a person back to.",
    query: comingBack,
    answers: { 200: { description: "Whether it worked, and what to do next.", ...page } },
  },
  "GET /v1/health": {
    operationId: "checkHealth",
    summary: "Ask whether the API answers",
    description: "Says nothing about what lies behind it.",
    answers: {
      200: {
        description: "It does.",
        schema: z.strictObject({
          status: z.literal("ok"),
          version: z
            .string()
            .register(documented, { description: "Version of Rapport that runs.", examples: ["0.1.0"] }),
        }),
      },
    },
  },
  "GET /v1/openapi.json": {
    operationId: "readOpenApi",
    summary: "Read this document",
    description: "OpenAPI 3.1, made from the schemas that check the requests.",
    headers: ["If-None-Match"],
    answers: {
      200: {
        description: "The document.",
        schema: z.looseObject({ openapi: described(text, "Version of OpenAPI.") }),
        headers: fileHeaders,
      },
    },
  },
  "GET /v1/asyncapi.json": {
    operationId: "readAsyncApi",
    summary: "Read the document of the events",
    description: "AsyncAPI 3.0: every event on the bus, with its schema and an example.",
    headers: ["If-None-Match"],
    answers: {
      200: {
        description: "The document.",
        schema: z.looseObject({ asyncapi: described(text, "Version of AsyncAPI.") }),
        headers: fileHeaders,
      },
    },
  },
  "GET /assets/{file}": {
    operationId: "readAsset",
    summary: "Read a style or a script",
    description: "What our pages load.",
    path: { file: z.string().register(documented, { description: "Name of the file.", examples: ["rapport.css"] }) },
    headers: ["If-None-Match"],
    answers: {
      200: { description: "The file.", type: "text/*", schema: described(text, "The file."), headers: fileHeaders },
    },
    problemsAre: "either",
  },
  "GET /agreements/{version}": {
    operationId: "readAgreement",
    summary: "Read an agreement",
    description: "The text that customers accept, with its hash.",
    ...agreement,
    answers: { 200: { description: "The text.", ...page } },
    problemsAre: "either",
  },
  "GET /problems/{kind}": {
    operationId: "readProblem",
    summary: "Read what a problem means",
    description:
      "The page behind the `type` of a problem document: what it means, and what to do. In English. For people; programs compare `type` as a text.",
    path: {
      kind: z.enum(Object.keys(problemKinds)).register(documented, {
        description: "The last part of the problem's `type`.",
        examples: ["validation"],
      }),
    },
    answers: { 200: { description: "The page.", ...page } },
    problemsAre: "either",
  },
  "GET /i/{link}/decision": returning("returnFromDecision"),
  "GET /i/{link}/seen": returning("returnFromSeen"),
  "GET /i/{link}/code": returning("returnFromCode"),
  "GET /i/{link}/hand-over": returning("returnFromHandOver"),
  "GET /i/{link}/new-link": returning("returnFromNewLink"),
};

/** What the document says of what anybody may read. */
export const description: FunctionDescription = {
  tag: { name: "Public", description: "Health, this document and that of the events, files and agreements." },
  routes: descriptions,
};
