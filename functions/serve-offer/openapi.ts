import * as z from "zod/mini";
import type { AnswerDescription, FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { receipt } from "../../shared/invitation/receipt-answers.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import type { routes } from "./manifest.ts";
import { pageForm, publicKey } from "./openapi-schemas.ts";

const path = {
  link: z.string().register(documented, {
    description: "The personal link. Whoever has it is the customer, so it is a secret.",
    examples: ["inv_01JD0000000000000000000001.1.1.1.vTq0"],
  }),
};
const query = z.object({
  lang: described(z.optional(text), "Language of the page; without it the customer's, then the browser's."),
});

const page = (description: string): AnswerDescription => ({
  description,
  type: "text/html",
  schema: described(text, "A page."),
});
const back: AnswerDescription = {
  description: "Done; the link's page shows what became of it.",
  headers: ["Location", "Referrer-Policy"],
};
const elsewhere: AnswerDescription = {
  description: "It is open, and decided at an external portal: there, with the link's token.",
  headers: ["Location", "Referrer-Policy"],
};
const replaced = page("A newer mail replaced this link.");
const shownAgain = page("The page again, with what became of the request.");
/** What a post on a link is refused for, whatever it posts. */
const actProblems = ["not-found", "wrong-state", "partner-frozen", "relationship-exists", "busy"] as const;

const form = "application/x-www-form-urlencoded";

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /i/{link}": {
    operationId: "showOffer",
    summary: "Show the page of a link",
    description: "Changes nothing, so that scanners may open it. The open offer, or what became of it.",
    path,
    query,
    answers: { 200: page("The open offer, or what became of it."), 303: elsewhere, 410: replaced },
    problems: ["partner-frozen"],
  },
  "POST /i/{link}/decision": {
    operationId: "decideOffer",
    summary: "Accept, narrow or decline",
    description: "The form of the page. What is wrong with it comes back on the page, by its fields.",
    path,
    query,
    body: {
      type: form,
      schema: pageForm,
      optional: true,
      examples: { decline: { summary: "No", value: { decision: "decline", reason: "We have a partner." } } },
    },
    answers: { 200: shownAgain, 303: back, 410: replaced },
    problems: [
      ...actProblems,
      "offer-changed",
      "code-wrong",
      "relationship-ended",
      "partner-blocked",
      "suppressed-address",
    ],
  },
  "POST /i/{link}/seen": {
    operationId: "markSeen",
    summary: "Tell that a person uses the page",
    description: "Sent by the page's script after a gesture; counted once.",
    path,
    query,
    answers: { 200: shownAgain, 204: { description: "Noted." }, 410: replaced },
    problems: actProblems,
  },
  "POST /i/{link}/code": {
    operationId: "requestCode",
    summary: "Have a code mailed",
    description:
      "Eight digits to the invited address, good for 30 minutes and five tries; five codes a day to each address. None where mail to it does not arrive.",
    path,
    query,
    body: {
      type: form,
      schema: pageForm,
      optional: true,
      examples: { first: { summary: "The first one", value: { codes: "0" } } },
    },
    answers: { 200: shownAgain, 303: back, 410: replaced },
    problems: [...actProblems, "code-quota", "suppressed-address"],
  },
  "POST /i/{link}/hand-over": {
    operationId: "handOver",
    summary: "Hand the request over to a colleague",
    description: "Needs the mailed code. The colleague gets a mail with a new link; this one stops working.",
    path,
    query,
    body: {
      type: form,
      schema: pageForm,
      optional: true,
      examples: {
        colleague: { summary: "To a colleague", value: { email: "admin@customer.example", code: "12345678" } },
      },
    },
    answers: { 200: shownAgain, 303: back, 410: replaced },
    problems: [...actProblems, "code-wrong", "quota"],
  },
  "POST /i/{link}/new-link": {
    operationId: "askForNewLink",
    summary: "Ask the partner for a new link",
    description: "For a request that has expired; the partner is told, once.",
    path,
    query,
    answers: { 200: shownAgain, 303: back, 410: replaced },
    problems: actProblems,
  },
  "GET /i/{link}/receipt": {
    operationId: "downloadReceipt",
    summary: "Download the consent receipt",
    description:
      "For who accepted: who agreed to what, and when. Before that it is not found: the page of the link says what is.",
    path,
    query,
    answers: {
      200: receipt,
      303: elsewhere,
      410: replaced,
    },
    problems: ["partner-frozen"],
  },
  "GET /.well-known/jwks.json": {
    operationId: "readKeys",
    summary: "Read the public keys",
    description: "With these anybody can verify a receipt, also one that an older key signed (JWK Set, RFC 7517).",
    answers: {
      200: {
        description: "All keys that still count.",
        schema: z.strictObject({ keys: described(z.array(publicKey), "The keys.") }),
      },
    },
  },
};

/** What the document says of the pages behind personal links. */
export const description: FunctionDescription = {
  tag: { name: "Offers", description: "The pages that customers open from their mail." },
  problemsAre: "pages",
  routes: descriptions,
};
