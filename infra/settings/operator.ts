import * as z from "zod";
import { operatorPages } from "../../shared/policy/operator-settings.ts";
import { isReachable } from "./dns.ts";
import { describeShared, isReserved, line, mailAddress } from "./fields.ts";
import { isProduction, isTrial } from "./stages.ts";

const title = "https URL of at most 300 characters";

describeShared(operatorPages, {
  help: { description: "Page where customers find help.", title },
  privacy: { description: "Page that says what happens to personal data.", title },
  imprint: { description: "Page that says who is responsible.", title },
});

const reserved = "must be at a domain of yours: numbers and reserved names lead nowhere";

const name = line(60);

/** Who runs this deployment. Pages and mails show the links at their end. */
export const operatorSettings = (stage: string) =>
  z
    .strictObject({
      name: (isProduction({ stage }) ? name : name.default("Rapport")).describe(
        "Who runs this, as pages and mails say.",
      ),
      contact: mailAddress.optional().describe("Mail address for questions."),
      ...operatorPages,
    })
    .superRefine(({ contact = "", help, privacy, imprint }, context) => {
      if (isTrial(stage)) return;
      const fault = (key: string) => context.addIssue({ code: "custom", path: [key], message: reserved });
      if (isReserved(contact.split("@")[1] ?? "")) fault("contact");
      for (const [key, page = ""] of Object.entries({ help, privacy, imprint })) if (!isReachable(page)) fault(key);
    })
    .prefault({} as never)
    .describe("Who runs this deployment. Pages and mails show the links at their end.");
