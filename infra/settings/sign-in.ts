import * as z from "zod";

/** Cognito refuses a domain with one of these in it. */
const reserved = /aws|amazon|cognito/;

/** Where users sign in, and who mails them their first password. */
export const signInSettings = z
  .strictObject({
    prefix: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
        error: "must have at most 63 lower-case letters, digits and dashes, with no dash at either end",
      })
      .refine((prefix) => !reserved.test(prefix), {
        error: 'must not have "aws", "amazon" or "cognito" in it, for Cognito refuses it',
      })
      .meta({ title: "at most 63 lower-case letters, digits and dashes" })
      .optional()
      .describe("First part of the sign-in pages' address; `rapport-<stage>-<account>` when absent."),
    mails: z
      .enum(["cognito", "ses"])
      .default("cognito")
      .describe("Who mails first passwords: `ses` only once SES has verified the sender."),
  })
  .prefault({})
  .describe("How users sign in.");
