import fc from "fast-check";
import { etagOf } from "../../../shared/http/etag.ts";
import { roles } from "../../../shared/names.ts";
import { spoilt, valuesOf } from "../builders/arbitrary-json.ts";
import type { Contract, Operation, Parameter } from "./contract.ts";
import type { Who } from "../../../infra/local/actors/control.ts";

/** One request, ready to be sent. */
export interface AnyRequest {
  readonly who: Who | null;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

const partners = ["contoso-partner", "northwind-partner"] as const;

/** Mostly somebody who may. */
const callers = ({ "x-roles": allowed = [] }: Operation): fc.Arbitrary<Who | null> => {
  const own = fc
    .constantFrom(...allowed)
    .map((role) => (role === "operator" ? ({ role: "operator" } as const) : { partner: partners[0], role }));
  const any = fc.record({ partner: fc.constantFrom(...partners), role: fc.constantFrom(...roles) });
  return fc.oneof(
    { weight: 8, arbitrary: own },
    { weight: 2, arbitrary: any },
    { weight: 1, arbitrary: fc.constant(null) },
  );
};

const oddPathParts = [
  "x",
  "%zz",
  "%2F",
  "..%2f..",
  "inv_",
  "%00",
  "%E2%80%AE",
  "a".repeat(300),
  "cus_01JD0000000000000000000001",
];
const oddTexts = ["", " ", "x", "0", "-1", "101", "%", "[]", "null", "ä".repeat(40), "cus_01JD0000000000000000000001"];
const oddTypes = [
  "text/plain",
  "application/xml",
  "application/JSON; charset=utf-8",
  "multipart/form-data; boundary=x",
  "/",
];
const oddBodies = [
  "{",
  "[]",
  "null",
  '"text"',
  "7",
  "\u0000",
  '{"__proto__":{"a":1}}',
  '{"a":1,"a":2}',
  `"${"x".repeat(66_000)}"`,
  "a=1&a=2",
  "csrf=x&name=%FF",
];

/**
 * Requests of one operation, `known` being values of its path's parameter that exist: good ones, and ones with something
 * wrong in path, query, headers or body.
 */
export function requestsFor(
  operation: Operation,
  contract: Contract,
  known: readonly string[],
): fc.Arbitrary<AnyRequest> {
  return fc
    .record({
      who: operation.security.length === 0 ? fc.constant(null) : callers(operation),
      path: paths(operation, contract, known),
      query: queries(operation, contract),
      headers: headers(operation),
      body: operation.method === "GET" || operation.method === "HEAD" ? fc.constant(null) : bodies(operation, contract),
    })
    .map(({ who, path, query, headers: own, body }) => ({
      who,
      path: path + (query === "" ? "" : `?${query}`),
      headers: { ...own, ...(body && { "content-type": body.type }) },
      body: body?.text ?? null,
    }));
}

function paths({ path, parameters }: Operation, contract: Contract, known: readonly string[]): fc.Arbitrary<string> {
  const own = parameters.filter((parameter) => parameter.in === "path");
  const values = own.map(({ schema }) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...known).map(encodeURIComponent) },
      {
        weight: 1,
        arbitrary: valuesOf(schema, (one) => contract.resolve(one)).map(
          (value) => encodeURIComponent(String(value)) || "x",
        ),
      },
      { weight: 1, arbitrary: fc.constantFrom(...oddPathParts) },
    ),
  );
  return fc
    .tuple(...values)
    .map((parts) => own.reduce((whole, { name }, at) => whole.replace(`{${name}}`, () => parts[at] ?? "x"), path));
}

function queries({ parameters }: Operation, contract: Contract): fc.Arbitrary<string> {
  const own = parameters.filter((parameter) => parameter.in === "query");
  const pairs = own.map(({ name, schema }) =>
    fc
      .oneof(
        { weight: 4, arbitrary: fc.constant(null) },
        { weight: 4, arbitrary: valuesOf(schema, (one) => contract.resolve(one)).map(String) },
        { weight: 1, arbitrary: fc.constantFrom(...oddTexts) },
      )
      .map((value) => (value === null ? "" : `${name}=${encodeURIComponent(value.toWellFormed())}`)),
  );
  const more = fc.oneof({ weight: 9, arbitrary: fc.constant("") }, { weight: 1, arbitrary: fc.constant("unknown=1") });
  return fc.tuple(...pairs, more).map((all) => all.filter((pair) => pair !== "").join("&"));
}

const aTag = (version: number): string => etagOf({}, version, 0);

const headerValues: Readonly<Record<string, readonly string[]>> = {
  "X-Correlation-Id": ["contract-1", "not well formed", "x".repeat(65)],
  "Idempotency-Key": ["contract-1", "contract-2", "with space", "x".repeat(256), "\u00fc"],
  "If-Match": ["*", aTag(1), aTag(2), aTag(999), "nonsense", `W/${aTag(1)}`],
  "If-None-Match": ["*", aTag(1), "nonsense"],
};

function headers({ parameters }: Operation): fc.Arbitrary<Record<string, string>> {
  const own = parameters.filter((parameter): parameter is Parameter => parameter.in === "header");
  const values = own.map(({ name }) =>
    fc.option(fc.constantFrom(...(headerValues[name] ?? oddTexts)), { freq: name === "If-Match" ? 5 : 2 }),
  );
  const accept = fc.constantFrom("*/*", "text/html", "application/json");
  return fc.tuple(accept, ...values).map(([accepted, ...given]) => ({
    accept: accepted,
    ...Object.fromEntries(own.flatMap(({ name }, at) => (given[at] == null ? [] : [[name.toLowerCase(), given[at]]]))),
  }));
}

function bodies({ body, isPage }: Operation, contract: Contract): fc.Arbitrary<{ type: string; text: string } | null> {
  const type = isPage ? "application/x-www-form-urlencoded" : "application/json";
  const any = body ? valuesOf(body.schema, (one) => contract.resolve(one)) : fc.constant({});
  const good = body ? fc.oneof(any, nearly(body.examples, any)) : any;
  const written = (value: fc.Arbitrary<unknown>) => value.map((one) => ({ type, text: JSON.stringify(one) }));
  return fc.oneof(
    { weight: 6, arbitrary: written(good) },
    { weight: 4, arbitrary: written(spoilt(good)) },
    { weight: 1, arbitrary: fc.constantFrom(...oddBodies).map((text) => ({ type, text })) },
    { weight: 1, arbitrary: fc.constantFrom(...oddTypes).map((odd) => ({ type: odd, text: "{}" })) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
}

/** Examples with one or two members of another value: those that are right in every member are rare. */
const nearly = (examples: readonly unknown[], any: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(fc.constantFrom(...examples), any, fc.nat(), fc.nat()).map(([example, other, ...picks]) => {
    const members = Object.entries(other as object);
    const taken = picks.flatMap((pick) =>
      members.length === 0 ? [] : [members[pick % members.length] as [string, unknown]],
    );
    return { ...(example as object), ...Object.fromEntries(taken) };
  });
