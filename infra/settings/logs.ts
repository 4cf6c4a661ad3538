import * as z from "zod";

/** Periods for which CloudWatch keeps logs; it refuses every other. */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** How long logs are kept. */
export const logSettings = z
  .strictObject({
    retentionDays: z
      .literal(retentions)
      .default(30)
      .describe("Days for which logs are kept; the access log, which has callers' addresses, never longer than 30."),
  })
  .prefault({})
  .describe("How long logs are kept.");
