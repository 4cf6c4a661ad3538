import * as z from "zod";

/** Settings for the time in which a table is restored (docs/operating.md, Backups). */
export const restorationSettings = z
  .strictObject({
    stopped: z
      .boolean()
      .default(false)
      .describe(
        "Whether nothing runs: no function is invoked, no queue or stream is read, no schedule starts. What comes in waits in its queue.",
      ),
    table: z
      .strictObject({
        name: z
          .string()
          .regex(/^[\w.-]{3,255}$/, "must be the name of a table")
          .meta({ title: "name of a table" })
          .describe("The name of the restored table."),
        stream: z
          .string()
          .regex(/^arn:[\w-]+:dynamodb:[\w-]+:\d{12}:table\/[\w.-]+\/stream\/[\w.:-]+$/, "must be the ARN of a stream")
          .meta({ title: "ARN of a stream" })
          .describe("The ARN of its stream."),
      })
      .refine(({ name, stream }) => stream.includes(`:table/${name}/`), "names a stream of another table")
      .optional()
      .describe("The restored table that the stage uses in place of its own, as `npm run restore` prints it."),
  })
  .prefault({})
  .describe("Only while a table is restored, and after it.");
