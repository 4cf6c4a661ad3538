import * as z from "zod/mini";
import { event } from "../asyncapi/description.ts";
import { described } from "../openapi/values.ts";
import { dataRequest } from "./model.ts";

const done = z.strictObject({
  subject: described(dataRequest.shape.subject, "Pseudonym of the person's address."),
  counts: described(dataRequest.shape.counts, "Number of stored items, by kind."),
});

/** What happens to the data of persons on their request. */
export const dataRequestEvents = {
  ExportMade: event("The data of a person were exported for the operator.", done),
  ErasureDone: event("The data of a person were erased, except what must be kept.", done),
};
