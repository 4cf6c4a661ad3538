import * as z from "zod";
import { operatorPages } from "../../shared/settings/operator.ts";
import { describeShared, line, mailAddress } from "./fields.ts";

const title = "https URL of at most 300 characters";

describeShared(operatorPages, {
  help: { description: "Page where customers find help.", title },
  privacy: { description: "Page that says what happens to personal data.", title },
  imprint: { description: "Page that says who is responsible.", title },
});

/** Who runs this deployment. Pages and mails show the links at their end. */
export const operatorSettings = z
  .strictObject({
    name: line(60).default("Rapport").describe("Who runs this, as pages and mails say."),
    contact: mailAddress.optional().describe("Mail address for questions."),
    ...operatorPages,
  })
  .prefault({})
  .describe("Who runs this deployment. Pages and mails show the links at their end.");
