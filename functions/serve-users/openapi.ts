import * as z from "zod/mini";
import type { FunctionDescription } from "../../shared/openapi/description.ts";
import { partner } from "../../shared/partner/answers.ts";
import { described, listOf } from "../../shared/openapi/values.ts";
import { idOf } from "../../shared/schema/values.ts";
import type { routes } from "./manifest.ts";
import texts from "./openapi.json" with { type: "json" };
import { newPartnerBody } from "../../shared/partner/requests.ts";
import { me, user } from "../../shared/users/answers.ts";
import { adminBody, newUserBody, roleBody, usersQuery } from "../../shared/users/requests.ts";

const path = { id: described(z.string(), "The user's id.") };

/** The documentation of users. */
export const description: FunctionDescription<typeof routes> = {
  texts,
  routes: {
    "GET /v1/users": {
      query: usersQuery,
      answers: { 200: { description: "One page of the list.", schema: listOf("UserList", user) } },
    },
    "POST /v1/users": {
      headers: ["Idempotency-Key"],
      body: newUserBody,
      answers: { 201: { description: "The user was added.", schema: user, headers: ["ETag", "Location"] } },
      problems: ["user-exists"],
    },
    "GET /v1/users/{id}": {
      path,
      answers: { 200: { description: "The user.", schema: user, headers: ["ETag"] } },
    },
    "POST /v1/users/{id}/resend": {
      path,
      answers: { 204: { description: "The mail was sent." } },
      problems: ["user-signed-in"],
    },
    "GET /v1/me": {
      answers: { 200: { description: "The caller.", schema: me, headers: ["ETag"] } },
    },
    "PATCH /v1/users/{id}": {
      path,
      body: roleBody,
      answers: { 200: { description: "The present user.", schema: user, headers: ["ETag"] } },
      problems: ["busy"],
    },
    "DELETE /v1/users/{id}": {
      path,
      answers: { 204: { description: "The user was removed." } },
      problems: ["busy"],
    },
    "POST /v1/operator/partners": {
      headers: ["Idempotency-Key"],
      body: newPartnerBody,
      answers: { 201: { description: "The partner is registered.", schema: partner, headers: ["ETag", "Location"] } },
      problems: ["user-exists"],
    },
    "POST /v1/operator/partners/{id}/admins": {
      path: { id: idOf("partner") },
      headers: ["Idempotency-Key"],
      body: adminBody,
      answers: { 201: { description: "The admin was added.", schema: user, headers: ["ETag"] } },
      problems: ["user-exists"],
    },
  },
};
