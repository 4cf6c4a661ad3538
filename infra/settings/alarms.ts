import * as z from "zod";
import { isReserved, line, mailAddress } from "./fields.ts";

const recipient = mailAddress.refine((address) => !isReserved(address.split("@")[1] ?? ""), {
  error: "must be an address of yours: nobody reads mail at a name reserved for examples",
});

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
  })
  .prefault({})
  .describe("Who hears of alarms, and where they find what to do.");
