import * as z from "zod";

const whole = (least: number, most: number) =>
  z
    .int("must be a whole number")
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`)
    .meta({ title: `whole number, ${least} to ${most}` });

/** How long copies of data are kept beside the table (docs/data-protection.md). */
export const retentionSettings = z
  .strictObject({
    archiveDays: whole(1, 365).default(30).describe("Days for which the bus keeps events for replays."),
    deadLetterDays: whole(1, 14)
      .default(14)
      .describe("Days for which dead-letter queues keep what failed, and so the days to repair it."),
    backupDays: whole(1, 35).default(35).describe("Days back to which the table can be restored."),
  })
  .prefault({})
  .describe("How long copies of data are kept beside the table. Logs have a setting of their own.");
