import { Ajv2020 } from "ajv/dist/2020.js";
import { problemKinds } from "../../../shared/http/problems.ts";
import { SchemaWriter } from "../../../shared/openapi/json-schema.ts";
import { problemName, writeProblems } from "../../../shared/openapi/problems.ts";

const kinds = Object.keys(problemKinds) as (keyof typeof problemKinds)[];
const writer = new SchemaWriter();
writeProblems(kinds, writer);
const ajv = new Ajv2020({ allErrors: true, strict: false });
const closed = Object.fromEntries(
  Object.entries(writer.named).map(([name, schema]) => [name, { ...schema, additionalProperties: false }]),
);
ajv.addSchema({ components: { schemas: closed } }, "api");

/** What is wrong with a problem document by the schema of its kind, closed to members that are not told; nothing when it is a good one. */
export function problemFaults(document: Readonly<Record<string, unknown>>): string[] {
  const kind = kinds.find((candidate) => `/problems/${candidate}` === document["type"]);
  if (kind === undefined) return [`There is no problem of the type ${String(document["type"])}.`];
  const validate = ajv.getSchema(`api#/components/schemas/${problemName(kind)}`);
  if (validate === undefined) throw new Error(`${kind} has no schema.`);
  if (validate(document)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [`${kind}${instancePath}`, message, JSON.stringify(params)].join(" "),
  );
}

/** A problem document without what differs from request to request. */
export const withoutInstance = ({
  status,
  json,
}: {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}): object => ({ status, ...json, instance: "" });
