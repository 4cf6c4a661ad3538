import { recordDraftRead } from "../../delivery/rules/progress.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { asOf } from "../model.ts";
import type { Cause } from "../../events/envelope.ts";
import { isRevoked } from "../../delivery/rules/withheld-mail.ts";
import { deliveryWrites } from "../items/invitations.ts";
import { partnerStandingPlace } from "../../partner/items/partners.ts";
import { present } from "../../table/places.ts";
import type { Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { draftOf, type SelfSent } from "../commands/invitation-answer.ts";
import { loadOwn } from "../commands/own-invitation.ts";

/** Hands the link of a self-sent invitation to the partner, and writes into the history that it was handed over. */
export async function readDraft(
  { table, masterKey, publicUrl }: Pick<Dependencies, "table" | "masterKey" | "publicUrl">,
  id: string,
  cause: Cause,
): Promise<SelfSent> {
  const key = await masterKey();
  const load = async (reads: Reads) => {
    const [whole, { partner }] = await Promise.all([
      loadOwn(reads, cause, id),
      reads.read({ partner: present(partnerStandingPlace(cause.partnerId)) }),
    ]);
    return { ...whole, partner };
  };
  return execute(table, cause, load, ({ invitation, delivery, partner }) => {
    if (invitation.issue?.mode === "email") {
      const detail = "Rapport sends this link by mail. Only an invitation that you send by hand has a draft.";
      throw new Refusal("mailed-invitation", detail);
    }
    const draft = draftOf(invitation, key, publicUrl, cause.now);
    if (draft === null) {
      throw new Refusal(
        "wrong-state",
        "An invitation that you send by hand has a draft only while its link is valid.",
        {
          invitationStatus: asOf(invitation, cause.now).status,
          allowed: ["pending"],
        },
      );
    }
    if (isRevoked(invitation, partner)) {
      throw new Refusal("link-revoked", "All links were revoked after it was sent. Resend it for a new link.");
    }
    const writes = deliveryWrites(invitation, [recordDraftRead(invitation, delivery)], cause);
    return { answer: () => draft, writes };
  });
}
