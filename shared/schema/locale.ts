import * as z from "zod/mini";
import { offeredLocales } from "../policy/locales.ts";

/** A language as a request names it: one that this deployment offers. */
export const offeredLocale = z.enum(offeredLocales);

/** A query in which a language may be named. */
export const localeQuery = z.strictObject({ locale: z.optional(offeredLocale) });
