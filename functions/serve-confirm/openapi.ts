import * as z from "zod/mini";
import type { AnswerDescription, FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import type { routes } from "./manifest.ts";

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
const over = page(
  "There is nothing to stop any more, or the mail's reader may no longer stop it. Nothing was changed.",
);
const refused = page(
  "Mail to the address does not arrive, so it cannot become an administrator. Nothing was confirmed.",
);
const full = page(
  "Mail to the address does not arrive, so it cannot become an administrator; or the address is an administrator of as many customers as it can be, or the customer has as many administrators as it can have. Nothing was confirmed.",
);

const stopPath = {
  token: z.string().register(documented, {
    description: "From the mail. It says what is stopped and, without naming it, which address it was mailed to.",
    examples: ["recovery.cus_01JD0000000000000000000004.01JD0000000000000000000005.2.1.vTq0"],
  }),
};

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /confirm/{token}": {
    operationId: "showConfirmation",
    summary: "Show what an address can confirm",
    description: "Changes nothing, so that scanners may open it.",
    path,
    query,
    answers: { 200: page("What can be confirmed, or that it is confirmed."), 404: unknown, 409: refused, 410: ended },
  },
  "POST /confirm/{token}": {
    operationId: "confirm",
    summary: "Confirm an address",
    description: "The owner of the mailbox confirms. Saying it again changes nothing.",
    path,
    query,
    answers: { 200: page("It is confirmed."), 404: unknown, 409: full, 410: ended },
  },
  "GET /stop/{token}": {
    operationId: "showStop",
    summary: "Show what a mail's reader can stop",
    description:
      "The recovery of a customer's access, for its administrators; or a request for which somebody else asked for a code, for the owner of the mailbox. Changes nothing, so that scanners may open it.",
    path: stopPath,
    query,
    answers: { 200: page("What can be stopped, or that it is stopped."), 404: unknown, 410: over },
  },
  "POST /stop/{token}": {
    operationId: "stop",
    summary: "Stop what a mail told of",
    description:
      "An administrator stops the recovery of its customer's access; or whoever got a code without asking for it declines the request and reports its partner. Saying it again changes nothing.",
    path: stopPath,
    query,
    answers: { 200: page("It is stopped."), 404: unknown, 410: over },
  },
};

/** What the document says of confirming an address, and of stopping what a mail told of. */
export const description: FunctionDescription = {
  problemsAre: "pages",
  tag: {
    name: "Confirmations",
    description: "How the owner of a mailbox confirms an address, or stops what a mail told of.",
  },
  routes: descriptions,
};
