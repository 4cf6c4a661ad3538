import * as z from "zod/mini";
import { senderModes, senderStandings } from "../../shared/customer/rules/senders.ts";
import type { RouteDescription } from "../../shared/openapi/description.ts";
import { described } from "../../shared/openapi/values.ts";
import { text } from "../../shared/schema/values.ts";
import {
  administratorIn,
  back,
  customerIn,
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
  "GET /portal/customers/{id}/senders": {
    operationId: "showSenders",
    summary: "Show which partners may ask the customer",
    description: "The rule, and every partner that is blocked, listed, or connected.",
    path: customerIn,
    query,
    answers: { 200: page("The partners."), 303: toSignIn },
  },
  "POST /portal/customers/{id}/senders": {
    operationId: "chooseSenders",
    summary: "Let all partners ask, or only listed ones",
    description: `A new administrator cannot do it during its cool-off. ${sessionNote}`,
    path: customerIn,
    query,
    body: formOf(
      { mode: described(z.optional(z.enum(senderModes)), "All partners but blocked ones, or only listed ones.") },
      { all: { summary: "All partners", value: { csrf: "…", mode: "all" } } },
    ),
    answers: { 303: back },
    problems: ["forbidden", "cool-off", "busy"],
  },
  "GET /portal/customers/{id}/senders/{partnerId}": {
    operationId: "showSender",
    summary: "Show whether a partner may ask the customer",
    description: "With the buttons that change it.",
    path: { ...customerIn, ...partnerIn },
    query,
    answers: { 200: page("The partner."), 303: toSignIn },
  },
  "POST /portal/customers/{id}/senders/{partnerId}": {
    operationId: "changeSender",
    summary: "Block a partner, list it, or neither",
    description: `The partner is not told. During its cool-off a new administrator can only block. ${sessionNote}`,
    path: { ...customerIn, ...partnerIn },
    query,
    body: formOf(
      { standing: described(z.optional(z.enum(senderStandings)), "In which list the partner is.") },
      { block: { summary: "Block it", value: { csrf: "…", standing: "blocked" } } },
    ),
    answers: { 303: back },
    problems: ["forbidden", "cool-off", "busy"],
  },
} as const satisfies Readonly<Record<string, RouteDescription>>;

/** What the document says of a customer's administrators and its name. */
export const administratorRouteDescriptions = {
  "GET /portal/customers/{id}/administrators": {
    operationId: "showAdministrators",
    summary: "Show who speaks for the customer",
    description: "Its administrators and the addresses that have not confirmed, with the ways to change them.",
    path: customerIn,
    query,
    answers: { 200: page("The administrators."), 303: toSignIn },
  },
  "POST /portal/customers/{id}/administrators": {
    operationId: "addAdministrator",
    summary: "Add an administrator",
    description: `The address is mailed a link and is administrator once it confirms. Adding it again sends again. ${sessionNote}`,
    path: customerIn,
    query,
    body: formOf(
      { email: described(z.optional(text), "The address.") },
      { colleague: { summary: "A colleague", value: { csrf: "…", email: "ada@contoso.example" } } },
    ),
    answers: {
      303: back,
      422: page("The page again, with what is wrong with the address."),
      429: { ...page("The page again: no more such mails go out today."), headers: ["Retry-After"] },
    },
    problems: ["forbidden", "cool-off", "busy"],
  },
  "GET /portal/customers/{id}/administrators/{administrator}": {
    operationId: "askToRemoveAdministrator",
    summary: "Ask whether an administrator shall be removed",
    description: "Changes nothing. Asks whether to leave, where it is the reader's own address.",
    path: { ...customerIn, ...administratorIn },
    query,
    answers: { 200: page("The page that asks."), 303: toSignIn },
    problems: ["last-administrator", "cool-off"],
  },
  "POST /portal/customers/{id}/administrators/{administrator}": {
    operationId: "removeAdministrator",
    summary: "Remove an administrator, or leave",
    description: `At once, with every session and link for this customer; never the last one. ${sessionNote}`,
    path: { ...customerIn, ...administratorIn },
    query,
    body: seen,
    answers: { 303: back },
    problems: ["forbidden", "last-administrator", "cool-off", "busy"],
  },
  "GET /portal/customers/{id}/name": {
    operationId: "askToRenameCustomer",
    summary: "Show the form that renames the customer",
    description: "Changes nothing.",
    path: customerIn,
    query,
    answers: { 200: page("The form."), 303: toSignIn },
    problems: ["cool-off"],
  },
  "POST /portal/customers/{id}/name": {
    operationId: "renameCustomer",
    summary: "Rename the customer",
    description: `The operator's verification was of the old name and goes with it. ${sessionNote}`,
    path: customerIn,
    query,
    body: formOf(
      { name: described(z.optional(text), "The new name.") },
      { name: { summary: "A name", value: { csrf: "…", name: "Contoso Ltd" } } },
    ),
    answers: { 303: back, 422: page("The form again: the name is no line of text.") },
    problems: ["forbidden", "cool-off", "busy"],
  },
} as const satisfies Readonly<Record<string, RouteDescription>>;

const onward = { ...toSignIn, description: "To the only customer's page; or not signed in, and to sign in." };
const choice = page("The customers of the address, to choose from.");

/** What the document says of addresses that name no customer. */
export const choiceRouteDescriptions = {
  "GET /portal/administrators": {
    operationId: "findAdministrators",
    summary: "Find the administrators of the customer",
    description: "Leads to the only customer of the address, or lets choose one.",
    query,
    answers: { 200: choice, 303: onward },
  },
  "GET /portal/senders": {
    operationId: "findSenders",
    summary: "Find which partners may ask the customer",
    description: "Leads to the only customer of the address, or lets choose one.",
    query,
    answers: { 200: choice, 303: onward },
  },
  "GET /portal/senders/{id}": {
    operationId: "findSender",
    summary: "Find whether a partner may ask the customer",
    description: "Leads to the only customer of the address, or lets choose one.",
    path: { id: partnerIn.partnerId },
    query,
    answers: { 200: choice, 303: onward },
  },
} as const satisfies Readonly<Record<string, RouteDescription>>;
