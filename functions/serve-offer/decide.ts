import { acceptInvitation } from "../../shared/invitation/commands/accept-invitation.ts";
import type { CustomerMoment, LinkOutcome } from "../../shared/invitation/commands/act-on-link.ts";
import { declineInvitation } from "../../shared/invitation/commands/decline-invitation.ts";
import { reportAbuse } from "../../shared/invitation/commands/report-abuse.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";
import { durationBy, faultsOf, grantedBy, type AnswerForm } from "./answer-form.ts";

/** Carries out the form's decision, or refuses it with faults by field. */
export async function decide(
  dependencies: Pick<Dependencies, "table" | "masterKey" | "newId" | "policy">,
  link: string,
  form: AnswerForm,
  moment: CustomerMoment,
  keepProof: (proof: string) => void,
): Promise<LinkOutcome> {
  const { name, title, offer: offerDigest } = form;
  const faults = faultsOf(form);
  if (faults.length > 0) throw new Refusal("validation", "The answer has faults.", { faults });
  const signed = { offerDigest, title: title || null, via: "page" } as const;
  const denial = { ...signed, name: name || null, reason: form.reason || null };
  switch (form.decision) {
    case "accept":
    case "accept-none":
      return acceptInvitation(
        dependencies,
        link,
        {
          ...signed,
          granted: grantedBy(form),
          duration: durationBy(form),
          agreed: form.agreement === "on",
          name,
          customer: form.customer || null,
          organization: form.organization || null,
          proof: form.proof || null,
          keepProof,
          // Only a decline has a reason on the page.
          reason: null,
          code: form.code || null,
        },
        moment,
      );
    case "decline":
      return declineInvitation(dependencies, link, denial, moment);
    case "report":
      return reportAbuse(dependencies, link, denial, moment);
    default: {
      const message = "Choose whether to accept or to decline.";
      throw new Refusal("validation", message, {
        faults: [{ pointer: "/decision", message, code: "decision-missing" }],
      });
    }
  }
}
