import * as z from "zod";
import { operatorPages } from "../../shared/settings/operator.ts";
import { describeShared, isReserved, line, mailAddress } from "./fields.ts";

const title = "https URL of at most 300 characters";

describeShared(operatorPages, {
  help: { description: "Page where customers find help.", title },
  privacy: { description: "Page that says what happens to personal data.", title },
  imprint: { description: "Page that says who is responsible.", title },
});

const hostOf = (page = ""): string | undefined => URL.parse(page)?.hostname;

const reserved = "must be at a domain of yours: names reserved for examples lead nowhere";

/** Who runs this deployment. Pages and mails show the links at their end. */
export const operatorSettings = (mayBeAnExample: boolean) =>
  z
    .strictObject({
      name: line(60).default("Rapport").describe("Who runs this, as pages and mails say."),
      contact: mailAddress.optional().describe("Mail address for questions."),
      ...operatorPages,
    })
    .superRefine(({ contact = "", help, privacy, imprint }, context) => {
      if (mayBeAnExample) return;
      const hosts = {
        contact: contact.split("@")[1],
        help: hostOf(help),
        privacy: hostOf(privacy),
        imprint: hostOf(imprint),
      };
      for (const [key, host] of Object.entries(hosts))
        if (host !== undefined && isReserved(host))
          context.addIssue({ code: "custom", path: [key], message: reserved });
    })
    .prefault({})
    .describe("Who runs this deployment. Pages and mails show the links at their end.");
