import * as z from "zod/mini";
import { documented } from "../schema/documented.ts";
import type { AnswerDescription, Schema } from "./description.ts";

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

/** One page of a list as a file. */
export const csvFile = {
  description: "One page of the list, with a header line (RFC 4180).",
  type: "text/csv",
  schema: described(
    z.string(),
    "The page. A cell that a spreadsheet would run as a formula begins with an apostrophe.",
  ),
  headers: ["Content-Disposition", "Link"],
} as const satisfies AnswerDescription;

/** The mark of test data. Events from before there was one have none. */
export const sandbox = described(
  z.optional(z.boolean()),
  "Whether it is test data of a sandbox partner. Absent in older events.",
);
