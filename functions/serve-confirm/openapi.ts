import * as z from "zod/mini";
import type { AnswerDescription, FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { described, text } from "../../shared/openapi/values.ts";
import { documented } from "../../shared/schema/documented.ts";

const path = {
  token: z.string().register(documented, {
    description: "From the mail. It says what is confirmed and, without naming it, for which address; it lives 7 days.",
    examples: ["notifications.ptn_01JD0000000000000000000002.01JD0000000000000000000005.2.1796000000.1.vTq0"],
  }),
};
const query = z.object({ lang: described(z.optional(text), "Language of the page.") });

const page = (description: string): AnswerDescription => ({
  description,
  type: "text/html",
  schema: described(text, "A page."),
});
const unknown = page("No genuine link: unknown, malformed or another's.");
const ended = page("The link has expired, or the address was removed. Nothing was confirmed.");

const routes: RouteDescriptions<"serve-confirm"> = {
  "GET /confirm/{token}": {
    operationId: "showConfirmation",
    summary: "Show what an address can confirm",
    description: "Changes nothing, so that scanners may open it.",
    path,
    query,
    answers: { 200: page("What can be confirmed, or that it is confirmed."), 404: unknown, 410: ended },
  },
  "HEAD /confirm/{token}": {
    operationId: "probeConfirmation",
    summary: "Ask whether there is something to confirm",
    description: "What GET answers, without the page.",
    path,
    query,
    answers: { 200: page("There is a page."), 404: unknown, 410: ended },
  },
  "POST /confirm/{token}": {
    operationId: "confirm",
    summary: "Confirm an address",
    description: "The owner of the mailbox confirms. Saying it again changes nothing.",
    path,
    query,
    answers: { 200: page("It is confirmed."), 404: unknown, 410: ended },
  },
};

/** What the document says of confirming an address. */
export const description: FunctionDescription = {
  tag: { name: "Confirmations", description: "How the owner of a mailbox confirms an address." },
  routes,
};
