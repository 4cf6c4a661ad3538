import { faultCodes } from "../kernel/fault-code.ts";
import type { RefusalKind } from "../kernel/refusal.ts";
import texts from "../http/problem-texts.json" with { type: "json" };
import { problemKinds } from "../http/problems.ts";
import { roles } from "../names.ts";
import type { JsonSchema, SchemaWriter } from "./json-schema.ts";
import problemMembers from "./problem-members.json" with { type: "json" };

type ProblemKind = RefusalKind | "internal";

/** The meaning and remedy of each problem, as on its page. A problem without a text does not compile. */
const problemTexts: Readonly<Record<ProblemKind, { readonly meaning: string; readonly remedy: string }>> = texts;

/** Members beside the standard ones. Those not in `required` are present if they are known. */
interface Members {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

const membersOf: Partial<Readonly<Record<ProblemKind, Members>>> = {
  ...problemMembers,
  forbidden: {
    properties: { roles: { ...problemMembers.forbidden.properties.roles, items: { type: "string", enum: roles } } },
  },
};

const errors = {
  type: "array",
  minItems: 1,
  description: "All faults; absent if the problem is not about fields.",
  items: { $ref: "#/components/schemas/Fault" },
};

/** What a fault's pointer says. */
const faultPointer =
  "JSON Pointer (RFC 6901): of a body to the field, empty for the whole; of a parameter to `/query/` and its name; of a header to `/headers/` and its name.";

/** What a fault's code says. */
const faultCodeWords = [
  "The kind of fault. Codes do not change, but new ones are added: treat unknown codes as `invalid`.",
  ...Object.entries(faultCodes).map(([code, meaning]) => `- \`${code}\`: ${meaning}`),
].join("\n");

const faultCodeSchema: JsonSchema = {
  type: "string",
  "x-extensible-enum": Object.keys(faultCodes),
  description: faultCodeWords,
};

const fault: JsonSchema = {
  type: "object",
  description: "One fault of the request.",
  properties: {
    pointer: { type: "string", description: faultPointer },
    code: faultCodeSchema,
    message: { type: "string", description: "A description of the fault, in English." },
  },
  required: ["pointer", "code", "message"],
};

/** Every problem document, RFC 9457, as a schema of its own. */
function writeProblem(kind: ProblemKind, schemas: SchemaWriter): JsonSchema {
  const [status, title] = problemKinds[kind];
  const { required: own = [], properties = {} } = membersOf[kind] ?? {};
  schemas.name("Fault", fault);
  return schemas.name(problemName(kind), {
    type: "object",
    description: `${problemTexts[kind].meaning} ${problemTexts[kind].remedy}`,
    properties: {
      type: {
        type: "string",
        const: `/problems/${kind}`,
        description: "The kind of problem, and the address of a page that explains it.",
      },
      title: { type: "string", const: title, description: "The title of this kind of problem." },
      status: { type: "integer", const: status, description: "The HTTP status." },
      detail: { type: "string", description: "The details of this occurrence." },
      instance: {
        type: "string",
        pattern: "^urn:rapport:request:[A-Za-z0-9_-]{1,64}$",
        description: "The request, by its correlation id.",
      },
      errors,
      ...properties,
    },
    required: ["type", "title", "status", "detail", "instance", ...own],
  });
}

/** One of several problems that share a status, told apart by `type`. */
export function writeProblems(kinds: readonly ProblemKind[], schemas: SchemaWriter): JsonSchema {
  const written = kinds.map((kind) => writeProblem(kind, schemas));
  if (written.length === 1) return written[0]!;
  const mapping = Object.fromEntries(kinds.map((kind, at) => [`/problems/${kind}`, written[at]?.["$ref"]]));
  return { oneOf: written, discriminator: { propertyName: "type", mapping } };
}

/** What a problem is called among the schemas. */
export const problemName = (kind: ProblemKind): string =>
  `${kind.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}Problem`;
