import { expect, test } from "vitest";
import { routes } from "../../infra/manifests.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import { parse } from "../../shared/schema/parse.ts";
import type { FunctionDescription } from "../../shared/openapi/description.ts";
import type { JsonSchema } from "../../shared/openapi/json-schema.ts";
import { readContract } from "../support/contract/contract.ts";

const contract = await readContract();

const patches = contract.operations.filter(({ method }) => method === "PATCH");

/** The schema that checks a PATCH, as its function describes it. */
const bodies = await Promise.all(
  patches.map(async ({ path }) => {
    const { function: name } = routes.find(({ key }) => key === `PATCH ${path}`)!;
    const { description } = (await import(`../../functions/${name}/openapi.ts`)) as {
      readonly description: FunctionDescription;
    };
    return [path, description.routes[`PATCH ${path}` as "PATCH /"]!.body!] as const;
  }),
);

test.each(bodies)("PATCH %s says of every field that its answer alone has where to change it", (path, body) => {
  const { responses } = patches.find((operation) => operation.path === path)!;
  const shown = fieldsOf(responses["200"]?.content?.["application/json"]?.schema ?? {});
  expect(shown.length).toBeGreaterThan(4);
  const sent = Object.fromEntries(shown.map((field) => [field, Symbol("neither text nor number")]));
  const faults = faultsOf(() => parse(body, sent));
  expect(faults.filter(({ code }) => code === "unknown-field")).toEqual([]);
  expect(faults.filter(({ code }) => code === "read-only").map(({ pointer }) => pointer)).toContain("/id");
  expect(faultsOf(() => parse(body, { nonsense: 1 })).map(({ code }) => code)).toContain("unknown-field");
});

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
