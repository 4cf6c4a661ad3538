import * as z from "zod/mini";
import { line } from "./primitives.ts";

/** How the operator has checked a name, a partner's or a customer's; null for not. */
export const verified = z.nullable(z.strictObject({ how: line(200) }));
