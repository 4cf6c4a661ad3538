import { described } from "../openapi/values.ts";
import { text } from "../schema/values.ts";

/** One of a customer's administrators. */
export const administrator = described(text, "Pseudonym of the acting administrator.");
