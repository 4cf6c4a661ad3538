import * as z from "zod/mini";
import { senderModes, senderStandings } from "../../shared/domain/senders.ts";
import type { RouteDescription } from "../../shared/openapi/description.ts";
import { described, text } from "../../shared/openapi/values.ts";
import {
  administratorIn,
  back,
  formOf,
  page,
  partnerIn,
  query,
  seen,
  sessionNote,
  toSignIn,
} from "./openapi-common.ts";

/** What the document says of who may ask a customer. */
export const senderRouteDescriptions = {
  "GET /portal/senders": {
    operationId: "showSenders",
    summary: "Show which partners may ask the customer",
    description: "The rule, and every partner that is blocked, listed, or connected.",
    query,
    answers: { 200: page("The partners."), 303: toSignIn },
  },
  "POST /portal/senders": {
    operationId: "chooseSenders",
    summary: "Let all partners ask, or only listed ones",
    description: `Concerns every address of the customer. ${sessionNote}`,
    query,
    body: formOf(
      { mode: described(z.optional(z.enum(senderModes)), "All partners but blocked ones, or only listed ones.") },
      { all: { summary: "All partners", value: { csrf: "…", mode: "all" } } },
    ),
    answers: { 303: back },
    problems: ["forbidden", "busy"],
  },
  "GET /portal/senders/{id}": {
    operationId: "showSender",
    summary: "Show whether a partner may ask the customer",
    description: "With the buttons that change it.",
    path: partnerIn,
    query,
    answers: { 200: page("The partner."), 303: toSignIn },
  },
  "POST /portal/senders/{id}": {
    operationId: "changeSender",
    summary: "Block a partner, list it, or neither",
    description: `The partner is not told. ${sessionNote}`,
    path: partnerIn,
    query,
    body: formOf(
      { standing: described(z.optional(z.enum(senderStandings)), "In which list the partner is.") },
      { block: { summary: "Block it", value: { csrf: "…", standing: "blocked" } } },
    ),
    answers: { 303: back },
    problems: ["forbidden", "busy"],
  },
} as const satisfies Readonly<Record<string, RouteDescription>>;

/** What the document says of a customer's administrators. */
export const administratorRouteDescriptions = {
  "GET /portal/administrators": {
    operationId: "showAdministrators",
    summary: "Show who may sign in for the customer",
    description: "With the ways to remove one and to name another.",
    query,
    answers: { 200: page("The administrators."), 303: toSignIn },
  },
  "POST /portal/administrators": {
    operationId: "nameAdministrator",
    summary: "Name another administrator",
    description: `Of the customer's own mail domain. ${sessionNote}`,
    query,
    body: formOf(
      { email: described(z.optional(text), "The address.") },
      { colleague: { summary: "A colleague", value: { csrf: "…", email: "ada@contoso.example" } } },
    ),
    answers: { 303: back, 422: page("The page again, with what is wrong with the address.") },
    problems: ["forbidden", "busy"],
  },
  "GET /portal/administrators/{id}": {
    operationId: "askToRemoveAdministrator",
    summary: "Ask whether an administrator shall be removed",
    description: "Changes nothing.",
    path: administratorIn,
    query,
    answers: { 200: page("The page that asks."), 303: toSignIn },
  },
  "POST /portal/administrators/{id}": {
    operationId: "removeAdministrator",
    summary: "Remove an administrator",
    description: `Signed out at once, and unable to sign in; never the last one. ${sessionNote}`,
    path: administratorIn,
    query,
    body: seen,
    // Who removes the own address is signed out by it.
    answers: { 303: { ...back, headers: ["Location", "Referrer-Policy", "Set-Cookie"] } },
    problems: ["forbidden", "last-administrator", "busy"],
  },
} as const satisfies Readonly<Record<string, RouteDescription>>;
