import * as z from "zod";
import { locales } from "../../shared/names.ts";

/** Which languages a deployment offers. */
export const localesOfStage = z
  .array(z.enum(locales))
  .min(1, "must name a language")
  .refine((named) => new Set(named).size === named.length, "must not name a language twice")
  .default([...locales])
  .describe(
    "Languages of pages and mails. The first is spoken where neither the reader nor the partner has one of them, and in Cognito's mails to users.",
  );
