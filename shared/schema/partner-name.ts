import * as z from "zod/mini";
import { line } from "./primitives.ts";

/** What customers see a partner called: a name, and nothing that a reader or a mail program takes for an address. */
export const partnerName = line(100).check(
  z.regex(
    /^(?!.*(?::\/\/|[\p{L}\p{N}-][.\u3002\uFF0E\uFF61]\p{L}{2}))[^@\uFF20<>]*$/u,
    "A name is no address: no @, ://, < or >, and no point between letters of one word.",
  ),
);
