import { expect, test } from "vitest";
import type * as z from "zod/mini";
import * as invitations from "../../shared/invitation/requests.ts";
import * as customers from "../../shared/customer/requests.ts";
import * as partner from "../../shared/partner/requests.ts";
import * as templates from "../../shared/templates/requests.ts";
import * as users from "../../shared/users/requests.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import { parse } from "../../shared/http/parse.ts";
import type { JsonSchema } from "../../shared/openapi/json-schema.ts";
import { readContract } from "../support/contract/contract.ts";

const contract = await readContract();

const bodies: Readonly<Record<string, z.ZodMiniType>> = {
  "/v1/invitations/{id}": invitations.editBody,
  "/v1/invitations/{id}/notes": invitations.notesBody,
  "/v1/partner": partner.profileBody,
  "/v1/templates/{id}": templates.templateBody,
  "/v1/users/{id}": users.roleBody,
  "/v1/operator/partners/{id}": partner.standingBody,
  "/v1/operator/customers/{id}": customers.customerBody,
};
const patches = contract.operations.filter(({ method }) => method === "PATCH");

test("the body of every PATCH is looked at here", () => {
  expect(patches.map(({ path }) => path).toSorted()).toEqual(Object.keys(bodies).toSorted());
});

test.each(Object.entries(bodies))(
  "PATCH %s says of every field that its answer alone has where to change it",
  (path, body) => {
    const { responses } = patches.find((operation) => operation.path === path)!;
    const shown = fieldsOf(responses["200"]?.content?.["application/json"]?.schema ?? {});
    expect(shown.length).toBeGreaterThan(4);
    const sent = Object.fromEntries(shown.map((field) => [field, Symbol("neither text nor number")]));
    const faults = faultsOf(() => parse(body, sent));
    expect(faults.filter(({ code }) => code === "unknown-field")).toEqual([]);
    expect(faults.filter(({ code }) => code === "read-only").map(({ pointer }) => pointer)).toContain("/id");
    expect(faultsOf(() => parse(body, { nonsense: 1 })).map(({ code }) => code)).toContain("unknown-field");
  },
);

function faultsOf(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.faults;
    throw error;
  }
  return [];
}

function fieldsOf(written: JsonSchema): string[] {
  const { properties = {}, anyOf = [] } = contract.resolve(written) as {
    readonly properties?: object;
    readonly anyOf?: readonly JsonSchema[];
  };
  return [...Object.keys(properties), ...anyOf.flatMap(fieldsOf)];
}
