import * as z from "zod/mini";
import { pageQuery } from "../../shared/http/parse.ts";

/** `GET /v1/customers`. */
export const listQuery = z.strictObject({
  ...pageQuery,
  cursor: z.optional(z.string().check(z.regex(/^cus_[0-9A-HJKMNP-TV-Z]{26}$/, "This is no cursor of this list."))),
});
