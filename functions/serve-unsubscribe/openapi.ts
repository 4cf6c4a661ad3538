import * as z from "zod/mini";
import type { AnswerDescription, FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { stoppableMails, unsubscribeScopes } from "../../shared/delivery/address-item.ts";
import type { routes } from "./manifest.ts";

const path = {
  token: z.string().register(documented, {
    description: "From the mail. It names a partner and, without saying it, an address; it never ends.",
    examples: ["ptn_01JD0000000000000000000002.01JD0000000000000000000005.vTq0"],
  }),
};
const query = z.object({ lang: described(z.optional(text), "Language of the page.") });

const page = (description: string): AnswerDescription => ({
  description,
  type: "text/html",
  schema: described(text, "A page."),
});
const unknown = page("No genuine link: unknown, malformed or another's.");

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /u/{token}": {
    operationId: "showUnsubscribe",
    summary: "Show the way out of reminders and requests",
    description: "Changes nothing, so that scanners may open it.",
    path,
    query,
    answers: { 200: page("What is stopped, and buttons."), 404: unknown },
  },
  "POST /u/{token}": {
    operationId: "unsubscribe",
    summary: "Stop reminders or requests, or allow them again",
    description:
      "One click by a mail program (RFC 8058) stops this partner's reminders; the page's forms say which. A partner whose requests are refused is told that no mail goes to the address. An open request stays open, without reminders. Saying it again changes nothing.",
    path,
    query,
    body: {
      type: "application/x-www-form-urlencoded",
      schema: z.object({
        scope: described(
          z.optional(z.enum(unsubscribeScopes)),
          "Whose mail is stopped; this partner's where nothing is said.",
        ),
        mail: described(
          z.optional(z.enum(stoppableMails)),
          "What is stopped, or allowed again: reminders where nothing is said. Without requests no reminders come either.",
        ),
        "List-Unsubscribe": described(z.optional(text), "What a mail program sends: One-Click."),
      }),
      optional: true,
      examples: {
        click: { summary: "A mail program's one click", value: { "List-Unsubscribe": "One-Click" } },
        all: { summary: "The page: no reminders of anybody", value: { mail: "reminders", scope: "all" } },
        requests: { summary: "The page: no requests of this partner", value: { mail: "requests", scope: "partner" } },
      },
    },
    answers: { 200: page("What is stopped now."), 404: unknown },
  },
};

/** What the document says of the way out of reminders. */
export const description: FunctionDescription = {
  problemsAre: "pages",
  tag: { name: "Reminders", description: "How customers stop reminders and requests." },
  routes: descriptions,
};
