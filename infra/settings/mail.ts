import * as z from "zod";
import { hostedZone, hostName, isWithin } from "./dns.ts";
import { isReserved, mailAddress } from "./fields.ts";
import { isTrial } from "./stages.ts";

const reserved = "must be at a domain of yours: SES can verify nothing at a reserved name";

/** Which identity SES knows the sender by. */
const senderIdentities = ["domain", "address"] as const;

/** Mails a second that an account in the sandbox may send (SES guide, "Request production access"). */
const sandboxRate = 1;

/** What SES grants an account that has left the sandbox is more than this. */
const usualRate = 10;

/** The domain of an address. */
export const domainOfSender = (sender: string): string => sender.slice(sender.lastIndexOf("@") + 1);

/** The domain to which mail servers return mails. */
export const mailFromOf = ({ sender, mailFrom }: { readonly sender: string; readonly mailFrom?: string | undefined }) =>
  mailFrom ?? `bounce.${domainOfSender(sender)}`;

/** How many mails may go out in a second. */
export const mailsPerSecond = (mail: { readonly sandbox: boolean; readonly perSecond?: number | undefined }): number =>
  mail.perSecond ?? (mail.sandbox ? sandboxRate : usualRate);

/** Where mails come from and how fast they go. A developer's own stage sends nothing before somebody names an address. */
export const mailSettings = (stage: string) => {
  const mayBeAnExample = isTrial(stage);
  return z
    .strictObject({
      sender: (mayBeAnExample ? mailAddress.default("rapport@example.com") : mailAddress).describe(
        "Address that mails come from.",
      ),
      identity: z
        .enum(senderIdentities)
        .default(mayBeAnExample ? "address" : "domain")
        .describe(
          "What SES verifies: `domain`, by DNS records, so that mails carry its signature; `address`, by a link that SES mails to it, for trials.",
        ),
      existing: z
        .boolean()
        .default(false)
        .describe(
          "Whether the account has the identity already, of another stage or another system. A domain that this stage had SES verify stays in SES.",
        ),
      mailFrom: hostName
        .optional()
        .describe(
          "Domain to which mail servers return what they cannot deliver, below the sender's domain; `bounce.` before that domain when absent.",
        ),
      hostedZone: hostedZone
        .optional()
        .describe("Where the stack writes the sender's DNS records; without it they are outputs to enter by hand."),
      sandbox: z
        .boolean()
        .default(false)
        .describe("Whether SES still keeps the account in its sandbox, where each recipient has to be verified too."),
      perSecond: z
        .int("must be a whole number")
        .min(1, "must be at least 1")
        .max(100_000, "must be at most 100,000")
        .optional()
        .describe(
          "Mails a second, at most the rate that SES grants the account; 10, and 1 in the sandbox, when absent.",
        ),
    })
    .superRefine((mail, context) => {
      const domain = domainOfSender(mail.sender);
      const fault = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
      if ((mail.identity === "domain" || mail.existing) && isReserved(domain)) fault("sender", reserved);
      if (mail.identity === "address" && !mayBeAnExample)
        fault("identity", "must be domain: mails of a confirmed address alone end among spam");
      if (mail.mailFrom !== undefined && (mail.mailFrom === domain || !isWithin(mail.mailFrom, domain)))
        fault("mailFrom", `must be below the sender's domain, like bounce.${domain}`);
      if (mail.mailFrom !== undefined && (mail.identity !== "domain" || mail.existing))
        fault("mailFrom", "is for a domain that this stage has SES verify");
      if (mail.hostedZone && (mail.identity !== "domain" || mail.existing))
        fault("hostedZone", "is for the records of a domain that this stage has SES verify");
      if (mail.hostedZone && !isWithin(domain, mail.hostedZone.name))
        fault("hostedZone.name", `must be ${domain} or a domain above it`);
      if (mail.sandbox && mailsPerSecond(mail) > sandboxRate)
        fault("perSecond", "must be 1 while the account is in the sandbox");
    })
    .prefault({} as never)
    .describe("Where mails come from, and how fast they go.");
};
