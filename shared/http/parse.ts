import * as z from "zod/mini";
import { en } from "zod/locales";
import { Refusal, type Fault } from "../domain/refusal.ts";
import { documented } from "../schema/documented.ts";

z.config(en());

/** Reads what came from outside; refuses it with every fault at once, each with where it is. */
export function parse<Value>(schema: z.ZodMiniType<Value>, input: unknown, at = ""): Value {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue) => faultsOf(issue, at));
  throw new Refusal("validation", "The request has faults; none of it was carried out.", { faults });
}

/** Page parameters of every list: how many, and the last thing seen. */
export const pageQuery = {
  limit: z
    ._default(
      z.pipe(
        z.string().check(z.regex(/^([1-9][0-9]?|100)$/, "A whole number from 1 to 100.")),
        z.transform((text) => Number(text)),
      ),
      25,
    )
    .register(documented, { instead: { type: "integer", minimum: 1, maximum: 100, default: 25 } }),
};

function faultsOf(issue: z.core.$ZodIssue, at: string): Fault[] {
  const pointer =
    at + issue.path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  if (issue.code !== "unrecognized_keys") return [{ pointer, message: issue.message }];
  return issue.keys.map((key) => ({
    pointer: `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    message: "There is no such field.",
  }));
}
