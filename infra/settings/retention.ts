import * as z from "zod";

const whole = (least: number, most: number) =>
  z
    .int("must be a whole number")
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`)
    .meta({ title: `whole number, ${least} to ${most}` });

/** How long receipts are kept, and copies of data beside the table (docs/data-protection.md). */
export const retentionSettings = z
  .strictObject({
    receiptYears: whole(1, 30)
      .default(10)
      .describe(
        "Years for which the receipt of an acceptance keeps who agreed, even if that person's data are erased.",
      ),
    archiveDays: whole(1, 365).default(30).describe("Days for which the bus keeps events for replays."),
    deadLetterDays: whole(1, 14)
      .default(14)
      .describe("Days for which dead-letter queues keep what failed, and so the days to repair it."),
    backupDays: whole(1, 35).default(35).describe("Days back to which the table can be restored."),
  })
  .prefault({})
  .describe("How long receipts are kept, and copies of data beside the table. Logs have a setting of their own.");
