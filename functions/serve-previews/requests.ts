import * as z from "zod/mini";
import { locales } from "../../shared/policy/locales.ts";

/** `GET /v1/invitations/{id}/preview`. */
export const previewQuery = z.strictObject({ locale: z.optional(z.enum(locales)) });
