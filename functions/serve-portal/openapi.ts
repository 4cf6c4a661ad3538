import * as z from "zod/mini";
import type { FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { receipt } from "../../shared/invitation/receipt-answers.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import type { routes } from "./manifest.ts";
import { actRouteDescriptions } from "./openapi-acts.ts";
import {
  customerIn,
  form,
  invitationIn,
  page,
  query,
  relationshipIn,
  seen,
  sessionNote,
  tokenIn,
  toSession,
  toSignIn,
} from "./openapi-common.ts";
import {
  administratorRouteDescriptions,
  choiceRouteDescriptions,
  senderRouteDescriptions,
} from "./openapi-settings.ts";

const dead = page("No link that opens a session: forged, used, or over.");

const signedInAlready = {
  description: "The link signed in this browser already: on to the portal.",
  headers: ["Location", "Referrer-Policy"],
} as const;

const homeQuery = z.object({
  ...query.shape,
  next: described(z.optional(text), "The page of the portal that is wanted after signing in."),
});

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /portal": {
    operationId: "showPortal",
    summary: "Show the customers of an address, or the way to sign in",
    description: "The customers to choose from; the partners of the only one, where there is one.",
    query: homeQuery,
    answers: { 200: page("The customers, or the partners; without a session, the form that asks for a link.") },
  },
  "POST /portal/sign-in": {
    operationId: "requestSignIn",
    summary: "Have a link mailed that signs in",
    description:
      "The answer is the same whether or not the address is an administrator's. At most five mails an hour go to one address.",
    query,
    body: {
      type: form,
      schema: z.strictObject({
        email: described(z.optional(text), "The address of an administrator."),
        next: described(z.optional(text), "The page of the portal that is wanted after signing in."),
      }),
      optional: true,
      examples: { address: { summary: "An address", value: { email: "it@contoso.example" } } },
    },
    answers: { 200: page("What anybody is told."), 422: page("The form again: no address was given.") },
  },
  "GET /portal/sign-in/{token}": {
    operationId: "showSignIn",
    summary: "Show the button that signs in",
    description: "Changes nothing, so that scanners may open it.",
    path: tokenIn,
    query,
    answers: { 200: page("A button."), 303: signedInAlready, 404: dead },
  },
  "POST /portal/sign-in/{token}": {
    operationId: "signIn",
    summary: "Sign in",
    description:
      "Uses the link up and opens a session of eight hours, by a cookie of this host. Pressing the button of one page twice ends in one session.",
    path: tokenIn,
    query,
    body: {
      type: form,
      schema: z.strictObject({ secret: described(z.optional(text), "What the page with the button carries.") }),
      optional: true,
      examples: { button: { summary: "The button", value: { secret: "…" } } },
    },
    answers: { 303: toSession, 404: dead },
    problems: ["forbidden", "validation"],
  },
  "POST /portal/sign-out": {
    operationId: "signOut",
    summary: "Sign out",
    description: `Ends the session. ${sessionNote}`,
    query,
    body: seen,
    answers: { 303: toSession },
    problems: ["forbidden"],
  },
  "POST /portal/sign-out-everywhere": {
    operationId: "signOutEverywhere",
    summary: "Sign out on all devices",
    description: `Ends every session and unused sign-in link of the address. ${sessionNote}`,
    query,
    body: seen,
    answers: { 303: toSession },
    problems: ["forbidden", "busy"],
  },
  "GET /portal/customers/{id}": {
    operationId: "showCustomer",
    summary: "Show the partners of a customer",
    description: "Every partner with what it may do and until when.",
    path: customerIn,
    query,
    answers: { 200: page("The partners."), 303: toSignIn },
  },
  "GET /portal/relationships/{id}": {
    operationId: "showRelationship",
    summary: "Show one relationship of the customer",
    description: "What the partner may do, the ways to change it, receipts, and all that happened.",
    path: relationshipIn,
    query,
    answers: { 200: page("The relationship."), 303: toSignIn },
  },
  "GET /portal/relationships/{id}/receipts/{invitation}": {
    operationId: "downloadCustomerReceipt",
    summary: "Download a receipt of a relationship",
    description: "The signed record of what was agreed to by one invitation.",
    path: { ...relationshipIn, ...invitationIn },
    answers: { 200: receipt, 303: toSignIn },
  },
  ...actRouteDescriptions,
  ...senderRouteDescriptions,
  ...administratorRouteDescriptions,
  ...choiceRouteDescriptions,
};

/** What the document says of the customer portal. */
export const description: FunctionDescription = {
  tag: { name: "Customer portal", description: "What a customer's administrators see and take back, as pages." },
  problemsAre: "pages",
  routes: descriptions,
};
