import * as z from "zod/mini";
import { offeredLocale } from "../../shared/schema/locale.ts";

/** `GET /v1/invitations/{id}/preview`. */
export const previewQuery = z.strictObject({ locale: z.optional(offeredLocale) });
