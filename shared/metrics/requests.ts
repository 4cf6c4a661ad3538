import * as z from "zod/mini";
import { moment } from "../schema/primitives.ts";

/** `GET /v1/metrics`. */
export const metricsQuery = z.strictObject({ from: z.optional(moment), to: z.optional(moment) });
