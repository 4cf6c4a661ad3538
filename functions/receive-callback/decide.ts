import { acceptInvitation } from "../../shared/invitation/commands/accept-invitation.ts";
import type { CustomerMoment, LinkOutcome } from "../../shared/invitation/commands/act-on-link.ts";
import { declineInvitation } from "../../shared/invitation/commands/decline-invitation.ts";
import { reportAbuse } from "../../shared/invitation/commands/report-abuse.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import type { Offer } from "../../shared/terms/model.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import { grantedIn, type Report } from "./requests.ts";

/** Carries out a reported decision in the same way as one on Rapport's own page. */
export async function decide(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy">,
  report: Report,
  asked: Offer,
  moment: CustomerMoment,
): Promise<LinkOutcome> {
  const { link, offer: offerDigest, agreement, by } = report;
  const reason = report.reason ?? null;
  const said = { offerDigest, title: by?.title ?? null, email: by?.email, reason, via: "callback" } as const;
  const denial = { ...said, name: by?.name ?? null };
  if (report.decision === "decline") return declineInvitation(dependencies, link, denial, moment);
  if (report.decision === "report") return reportAbuse(dependencies, link, denial, moment);
  const granted = grantedIn(report);
  const agreed = agreement?.version === asked.agreement.version && agreement.hash === asked.agreement.hash;
  const whom = { customer: report.customerId ?? null, organization: report.organization ?? null, proof: null };
  const yes = {
    ...said,
    ...whom,
    granted,
    agreed,
    duration: report.duration ?? null,
    name: by?.name ?? "",
    code: null,
  };
  return acceptInvitation(dependencies, link, yes, moment).catch(inReport);
}

/** The fields of a report that correspond to the fields of the page's form. */
const pointers: Readonly<Record<string, string>> = {
  "/permission": "/granted",
  "/name": "/by/name",
  "/customer": "/customerId",
};

function inReport(error: unknown): never {
  if (!(error instanceof Refusal) || error.faults.length === 0) throw error;
  const faults = error.faults.map((fault) => ({ ...fault, pointer: pointers[fault.pointer] ?? fault.pointer }));
  const required = error.faults.flatMap(({ code, permissions = [] }) => (code === "required" ? permissions : []));
  const isThat = required.length > 0 && error.faults.every(({ code }) => code === "required");
  throw new Refusal(isThat ? "permissions-required" : error.kind, error.message, {
    ...error.members,
    ...(required.length > 0 && { required }),
    faults,
    retryAfter: error.retryAfter,
  });
}
