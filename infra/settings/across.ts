import type * as z from "zod";
import { isReserved } from "./fields.ts";
import { domainOfSender, mailFromOf } from "./mail.ts";
import { isLocal } from "./stages.ts";
import type { StageFile } from "./stage-file.ts";

/** Reports a setting by its path, and what is wrong with it. */
type Report = (path: readonly string[], message: string) => void;

/** Mail needs MX and TXT records, which no name can have that is a CNAME. */
function checkNames({ mail, domain }: StageFile, report: Report): void {
  if (domain === undefined) return;
  const message =
    "must be another domain than domain.name: that name's record leads to the API, and mail needs its own";
  if (domainOfSender(mail.sender) === domain.name) report(["mail", "sender"], message.replace("must be", "must be at"));
  if (mail.identity === "domain" && !mail.existing && mailFromOf(mail) === domain.name)
    report(["mail", "mailFrom"], message);
}

function checkZones({ mail, domain }: StageFile, report: Report): void {
  const [ofMail, ofDomain] = [mail.hostedZone, domain?.hostedZone];
  if (ofMail === undefined || ofDomain === undefined) return;
  if ((ofMail.id === ofDomain.id) === (ofMail.name === ofDomain.name)) return;
  report(["mail", "hostedZone"], "must have the same id and name as domain.hostedZone, or another of both");
}

/** Cognito refuses a pool with a sender that SES has not verified. */
function checkFirstPasswords(stage: string, { mail, signIn }: StageFile, report: Report): void {
  if (signIn.mails !== "ses" || isLocal(stage) || !isReserved(domainOfSender(mail.sender))) return;
  report(["signIn", "mails"], "must be cognito until mail.sender is an address of yours, which SES can verify");
}

/** Checks what settings of one group and of another must agree on. */
export const checkAcross =
  (stage: string) =>
  (file: StageFile, context: z.core.$RefinementCtx): void => {
    const report: Report = (path, message) => context.addIssue({ code: "custom", path: [...path], message });
    checkNames(file, report);
    checkZones(file, report);
    checkFirstPasswords(stage, file, report);
  };
