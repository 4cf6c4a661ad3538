import * as z from "zod/mini";
import { documented } from "../schema/documented.ts";
import type { Schema } from "./description.ts";

/** A schema with words of its own beside the name that it may have; the one it is made of keeps none of them. */
export const described = <Described extends Schema>(schema: Described, description: string): Described => {
  const copy = z.clone(schema);
  documented.add(copy, { ...documented.get(schema), id: undefined, description });
  return copy;
};

/** One page of a list, by its name among the components. */
export const listOf = <Item extends z.ZodMiniType>(id: string, item: Item) =>
  z
    .strictObject({ items: z.array(item), next: z.nullable(z.string()) })
    .register(documented, { id, description: "A page of a list." });

/** The mark of test data. Events from before there was one have none. */
export const sandbox = described(
  z.optional(z.boolean()),
  "Whether it is test data of a sandbox partner. Absent in older events.",
);
