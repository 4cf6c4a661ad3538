import * as z from "zod/mini";
import type { FunctionDescription, RouteDescriptions } from "../../shared/openapi/description.ts";
import { partner } from "../../shared/partner/answers.ts";
import { described, listOf } from "../../shared/openapi/values.ts";
import { idOf } from "../../shared/schema/values.ts";
import type { routes } from "./manifest.ts";
import { newPartnerBody } from "../../shared/partner/requests.ts";
import { me, user } from "../../shared/users/answers.ts";
import { adminBody, newUserBody, roleBody, usersQuery } from "../../shared/users/requests.ts";

const path = { id: described(z.string(), "The user's id.") };
const anAddress = { email: "ada@fourth-coffee.example" };

const descriptions: RouteDescriptions<typeof routes> = {
  "GET /v1/users": {
    operationId: "listUsers",
    summary: "List users",
    description: "Everybody who signs in for the partner.",
    query: usersQuery,
    answers: { 200: { description: "A page of them.", schema: listOf("UserList", user) } },
  },
  "POST /v1/users": {
    operationId: "addUser",
    summary: "Let somebody in",
    description: "The user pool mails the address a first password.",
    headers: ["Idempotency-Key"],
    body: {
      schema: newUserBody,
      examples: { sales: { summary: "Someone who invites", value: { ...anAddress, role: "sales" } } },
    },
    answers: { 201: { description: "The user is in.", schema: user, headers: ["ETag", "Location"] } },
    problems: ["user-exists"],
  },
  "GET /v1/users/{id}": {
    operationId: "readUser",
    summary: "Read a user",
    description: "One of those who sign in for the partner.",
    path,
    answers: { 200: { description: "The user.", schema: user, headers: ["ETag"] } },
  },
  "POST /v1/users/{id}/resend": {
    operationId: "resendFirstPassword",
    summary: "Mail a user another first password",
    description: "The first one ends after three days. Who has signed in asks for a new one on the sign-in page.",
    path,
    answers: { 204: { description: "It is on its way." } },
    problems: ["user-signed-in"],
  },
  "GET /v1/me": {
    operationId: "readMe",
    summary: "Read who asks",
    description: "The caller's own id, address and role, as the API sees them now.",
    answers: { 200: { description: "Who asks.", schema: me, headers: ["ETag"] } },
  },
  "PATCH /v1/users/{id}": {
    operationId: "changeUserRole",
    summary: "Give a user another role",
    description: "It counts at once, whatever the user's token says. Nobody changes their own user.",
    path,
    body: {
      schema: roleBody,
      examples: { auditor: { summary: "Someone who only reads", value: { role: "auditor" } } },
    },
    answers: { 200: { description: "The user as it is now.", schema: user, headers: ["ETag"] } },
    problems: ["busy"],
  },
  "DELETE /v1/users/{id}": {
    operationId: "removeUser",
    summary: "End a user's access",
    description: "The user is refused at once, also with a token that has not ended. Nobody removes their own user.",
    path,
    answers: { 204: { description: "The user is out." } },
    problems: ["busy"],
  },
  "POST /v1/operator/partners": {
    operationId: "registerPartner",
    summary: "Register a partner",
    description:
      "With its first admin, to whom the user pool mails a first password. Where that breaks off, the same request under the same key takes it up.",
    headers: ["Idempotency-Key"],
    body: {
      schema: newPartnerBody,
      examples: {
        reseller: {
          summary: "A reseller in the public cloud",
          value: {
            displayName: "Fourth Coffee",
            kind: "direct-reseller",
            cloud: "public",
            verified: { how: "company register" },
            admin: anAddress,
          },
        },
      },
    },
    answers: { 201: { description: "It is registered.", schema: partner, headers: ["ETag", "Location"] } },
    problems: ["user-exists"],
  },
  "POST /v1/operator/partners/{id}/admins": {
    operationId: "addAdmin",
    summary: "Let an admin of a partner in",
    description: "For a partner that has none, or none that can be reached.",
    path: { id: idOf("partner") },
    headers: ["Idempotency-Key"],
    body: { schema: adminBody, examples: { ada: { summary: "By address", value: anAddress } } },
    answers: { 201: { description: "The admin is in.", schema: user, headers: ["ETag"] } },
    problems: ["user-exists"],
  },
};

/** What the document says of who may sign in. */
export const description: FunctionDescription = {
  tag: { name: "Users", description: "Who may sign in for a partner, from the first admin on." },
  routes: descriptions,
};
