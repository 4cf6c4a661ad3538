import * as z from "zod/mini";
import { idPrefixes, type IdKind } from "../kernel/ids.ts";
import { documented } from "../schema/documented.ts";
import type { Schema } from "./description.ts";

/** A schema with words of its own beside the name that it may have; the one it is made of keeps none of them. */
export const described = <Described extends Schema>(schema: Described, description: string): Described => {
  const copy = z.clone(schema);
  documented.add(copy, { ...documented.get(schema), id: undefined, description });
  return copy;
};

/** A schema of something that tells of a person, beside the one it is made of. */
export const personal = <Described extends Schema>(schema: Described): Described => {
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
    .check(z.regex(new RegExp(`^${idPrefixes[kind]}[0-9A-HJKMNP-TV-Z]{26}$`)))
    .register(documented, {
      description: `Id of the ${kind}.`,
      examples: [`${idPrefixes[kind]}01JD0000000000000000000001`],
    });

/** What counts changes. */
export const version = z.int().check(z.gte(1));

/** How many. */
export const count = z.int().check(z.gte(0));

/** One page of a list, by its name among the components. */
export const listOf = <Item extends z.ZodMiniType>(id: string, item: Item) =>
  z
    .strictObject({ items: z.array(item), next: z.nullable(z.string()) })
    .register(documented, { id, description: "A page of a list." });

/** The mark of test data. Events from before there was one have none. */
export const sandbox = described(
  z.optional(z.boolean()),
  "Whether it is test data: a sandbox partner, or what one has made. Absent in older events.",
);
