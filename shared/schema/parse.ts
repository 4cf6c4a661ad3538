import * as z from "zod/mini";
import { idPattern, idPrefixes, type IdKind } from "../kernel/ids.ts";
import { Refusal, type Fault } from "../kernel/refusal.ts";
import { documented } from "./documented.ts";
import { readOnly } from "./read-only.ts";
import { faultCode, faultWords } from "./fault-words.ts";
import { inQuery, pointerStep } from "./pointer.ts";

/** Reads what came from outside; refuses it with every fault at once, each with where it is. */
export function parse<Value>(schema: z.ZodMiniType<Value>, input: unknown, at = ""): Value {
  const parsed = schema.safeParse(input, { reportInput: true, error: faultWords });
  if (parsed.success) return parsed.data;
  const fixed = readOnly.get(schema) ?? {};
  const faults = parsed.error.issues.flatMap((issue) => faultsOf(issue, at, fixed));
  throw new Refusal("validation", "The request has faults. Nothing was changed.", { faults });
}

/** Reads the parameters of a query; the faults say so, for a body may have fields of the same names. */
export const parseQuery = <Value>(schema: z.ZodMiniType<Value>, query: unknown): Value => parse(schema, query, inQuery);

const limitOr = (usual: number) =>
  z
    ._default(
      z.pipe(
        z.string().check(z.regex(/^([1-9][0-9]?|100)$/, "A whole number from 1 to 100.")),
        z.transform((text) => Number(text)),
      ),
      usual,
    )
    .register(documented, { instead: { type: "integer", minimum: 1, maximum: 100, default: usual } });

/** Page parameters of every list: how many, and the last thing seen. */
export const pageQuery = { limit: limitOr(25) };

/** The same of a list as a file, which has long pages. */
export const fileQuery = { limit: limitOr(100) };

/** The last thing seen of a list, whose cursors have this form. */
export const cursorLike = (form: RegExp) =>
  z.optional(z.string().check(z.regex(form, "The cursor does not belong to this list.")));

/** The last thing seen of a list whose items have ids of a kind. */
export const cursorAfter = (kind: IdKind) => cursorLike(idPattern(kind));

/** The parameters of the history of something: the cursor is the id of an event of it or of one of its parts. */
export const historyOf = (kind: IdKind) =>
  z.strictObject({
    ...pageQuery,
    cursor: cursorLike(new RegExp(`^${idPrefixes[kind]}[0-9A-Z]{26}(\\/[a-z]+)?:[0-9]{1,9}$`)),
  });

/** A comma-separated list of alternatives in a query. */
export const anyOf = <Word extends string>(words: readonly Word[]) =>
  z
    .pipe(
      z.pipe(
        z.string(),
        z.transform((text) => text.split(",")),
      ),
      z.array(z.enum(words)).check(z.maxLength(10, "At most 10 values.")),
    )
    .register(documented, {
      instead: { type: "array", items: { type: "string", enum: words }, minItems: 1, maxItems: 10 },
    });

/** A body in which nothing needs to be said. */
export const emptyBody = z.strictObject({});

function faultsOf(issue: z.core.$ZodIssue, at: string, fixed: Readonly<Record<string, string>>): Fault[] {
  const pointer = at + issue.path.map((step) => pointerStep(String(step))).join("");
  if (issue.code !== "unrecognized_keys") return [{ pointer, code: faultCode(issue), message: issue.message }];
  return issue.keys.map((key) => ({ pointer: pointer + pointerStep(key), ...strayFault(key, issue.path, at, fixed) }));
}

function strayFault(
  key: string,
  path: readonly PropertyKey[],
  at: string,
  fixed: Readonly<Record<string, string>>,
): Omit<Fault, "pointer"> {
  if (at === inQuery) return { code: "unknown-parameter", message: "There is no such parameter." };
  const where = path.length === 0 && Object.hasOwn(fixed, key) ? fixed[key] : undefined;
  return where === undefined
    ? { code: "unknown-field", message: "There is no such field." }
    : { code: "read-only", message: where };
}
