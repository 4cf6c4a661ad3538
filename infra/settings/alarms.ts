import * as z from "zod";
import { CommandError } from "../commands/run.ts";
import { isReserved, line, mailAddress } from "./fields.ts";
import regions from "./regions.json" with { type: "json" };

const recipient = mailAddress.refine((address) => !isReserved(address.split("@")[1] ?? ""), {
  error: "must be an address of yours: nobody reads mail at a reserved name",
});

/** Addresses that AWS Budgets mails at most about one threshold. */
const mostWarned = 10;

/** Who hears of alarms, and where they find what to do. */
export const alarmSettings = z
  .strictObject({
    emails: z
      .array(recipient)
      .max(20, "must have at most 20 addresses")
      .refine((addresses) => new Set(addresses).size === addresses.length, "must not name an address twice")
      .default([])
      .describe("Addresses that get alarms. SNS mails each a link to confirm."),
    runbook: line(200)
      .refine((base) => !/[\s#]/.test(base), "must be an address or a path without spaces and without #")
      .meta({ title: "address or path of at most 200 characters" })
      .default("docs/runbook.md")
      .describe("Where people read the runbook: an alarm links this address with its own name after a #."),
    monthlyBudget: z
      .int("must be a whole number of dollars")
      .min(1, "must be at least 1")
      .optional()
      .meta({ title: "whole number of US dollars, 1 or more" })
      .describe(
        "What the stage may cost in a month. The addresses are mailed when a month costs more or is about to; needs the tag `stage` activated for cost allocation.",
      ),
  })
  .superRefine(({ emails, monthlyBudget }, context) => {
    if (monthlyBudget === undefined || (emails.length > 0 && emails.length <= mostWarned)) return;
    const message = `needs 1 to ${mostWarned} addresses in alarms.emails, for AWS Budgets mails no more`;
    context.addIssue({ code: "custom", path: ["monthlyBudget"], message });
  })
  .prefault({})
  .describe("Who hears of alarms, and where they find what to do.");

/** The budget settings of a stage. */
interface BudgetOfStage {
  readonly stage: string;
  readonly alarms: { readonly monthlyBudget?: number | undefined };
}

/** Regions with all else that a stage needs, where CloudFormation knows no budgets. */
export const regionsWithoutBudgets: readonly string[] = regions.withoutBudgets;

/**
 * Refuses a budget in regions where CloudFormation does not support it.
 * @param region where the CDK deploys to; undefined where it does not know.
 */
export function checkBudget({ stage, alarms }: BudgetOfStage, region = process.env["CDK_DEFAULT_REGION"]): void {
  if (alarms.monthlyBudget === undefined || !regionsWithoutBudgets.includes(region ?? "")) return;
  throw new CommandError(
    `stages/${stage}.json: alarms.monthlyBudget cannot be used in ${region}, where CloudFormation knows no budgets; leave it out, and make the budget in the console of AWS Budgets.`,
  );
}
