import * as z from "zod/mini";
import { idPattern, idPrefixes, type IdKind } from "../kernel/ids.ts";
import { documented } from "./documented.ts";
import { instant } from "./primitives.ts";

/** A schema of personal data, beside the schema that it is made from. */
export const personal = <Described extends z.ZodMiniType>(schema: Described): Described => {
  const copy = z.clone(schema);
  documented.add(copy, { ...documented.get(schema), id: undefined, personal: true });
  return copy;
};

/** A text of any form. */
export const text = z.string();

/** A text that is or names a person. */
export const personalText = personal(text);

/** The id of something. */
export const idOf = (kind: IdKind) =>
  z
    .string()
    .check(z.regex(idPattern(kind)))
    .register(documented, {
      description: `Id of the ${kind}.`,
      examples: [`${idPrefixes[kind]}01JD0000000000000000000001`],
    });

/** What counts changes. */
export const version = z.int().check(z.gte(1));

/** How many. */
export const count = z.int().check(z.gte(0));

/** What every stored aggregate keeps of its newest event. */
export const hasEvents = {
  /** When it occurred; absent before the first. */
  eventAt: z.optional(instant),
  /** The digest by which the next event names it (decision 0029). */
  eventDigest: z.optional(text),
};
