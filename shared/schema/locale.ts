import * as z from "zod/mini";
import { offeredLocales } from "../policy/locales.ts";

/** A language as a request names it: one that this deployment offers. */
export const offeredLocale = z.enum(offeredLocales);

/** `GET /v1/permissions`. */
export const permissionsQuery = z.strictObject({ locale: z.optional(offeredLocale) });
