import * as z from "zod";
import { operatorPages } from "../../shared/settings/operator.ts";
import { line, mailAddress } from "./fields.ts";

/** Who runs this deployment. Pages and mails show the links at their end. */
export const operatorSettings = z
  .strictObject({
    name: line(60).default("Rapport").describe("Who runs this, as pages and mails say."),
    contact: mailAddress.optional().describe("Mail address for questions."),
    ...operatorPages,
  })
  .prefault({});
