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
    description: "The partner's users.",
    query: usersQuery,
    answers: { 200: { description: "One page of the list.", schema: listOf("UserList", user) } },
  },
  "POST /v1/users": {
    operationId: "addUser",
    summary: "Add a user",
    description: "The user pool mails the address a first password.",
    headers: ["Idempotency-Key"],
    body: {
      schema: newUserBody,
      examples: { sales: { summary: "A user who sends invitations", value: { ...anAddress, role: "sales" } } },
    },
    answers: { 201: { description: "The user was added.", schema: user, headers: ["ETag", "Location"] } },
    problems: ["user-exists"],
  },
  "GET /v1/users/{id}": {
    operationId: "readUser",
    summary: "Read a user",
    description: "One of the partner's users.",
    path,
    answers: { 200: { description: "The user.", schema: user, headers: ["ETag"] } },
  },
  "POST /v1/users/{id}/resend": {
    operationId: "resendFirstPassword",
    summary: "Mail a user another first password",
    description: "For a user who has not signed in yet. Other users reset their password on the sign-in page.",
    path,
    answers: { 204: { description: "The mail was sent." } },
    problems: ["user-signed-in"],
  },
  "GET /v1/me": {
    operationId: "readMe",
    summary: "Read the caller",
    description: "The id, address and present role of the caller.",
    answers: { 200: { description: "The caller.", schema: me, headers: ["ETag"] } },
  },
  "PATCH /v1/users/{id}": {
    operationId: "changeUserRole",
    summary: "Change a user's role",
    description: "The role applies at once, also to existing tokens. Users cannot change their own role.",
    path,
    body: {
      schema: roleBody,
      examples: { auditor: { summary: "A user who only reads", value: { role: "auditor" } } },
    },
    answers: { 200: { description: "The present user.", schema: user, headers: ["ETag"] } },
    problems: ["busy"],
  },
  "DELETE /v1/users/{id}": {
    operationId: "removeUser",
    summary: "Remove a user",
    description: "The user loses access at once, also with a valid token. Users cannot remove themselves.",
    path,
    answers: { 204: { description: "The user was removed." } },
    problems: ["busy"],
  },
  "POST /v1/operator/partners": {
    operationId: "registerPartner",
    summary: "Register a partner",
    description:
      "Registers a partner and its first admin, to whom the user pool mails a first password. If the request is interrupted, repeat it with the same key.",
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
    answers: { 201: { description: "The partner is registered.", schema: partner, headers: ["ETag", "Location"] } },
    problems: ["user-exists"],
  },
  "POST /v1/operator/partners/{id}/admins": {
    operationId: "addAdmin",
    summary: "Add an admin to a partner",
    description: "For a partner without a reachable admin.",
    path: { id: idOf("partner") },
    headers: ["Idempotency-Key"],
    body: { schema: adminBody, examples: { ada: { summary: "By address", value: anAddress } } },
    answers: { 201: { description: "The admin was added.", schema: user, headers: ["ETag"] } },
    problems: ["user-exists"],
  },
};

/** The documentation of users. */
export const description: FunctionDescription = {
  tag: { name: "Users", description: "The users of a partner." },
  routes: descriptions,
};
