import { addressPseudonym } from "../../crypto/pseudonyms.ts";
import { declineInvitation as decline, type Denial, isDeniedAlready } from "../rules/answers.ts";
import { invitationWrites, openInvitationLock } from "../items/invitations.ts";
import { actOnLink, type CustomerAct, type CustomerMoment, type LinkOutcome } from "./act-on-link.ts";
import { nothing, type CountedWrites } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** A customer's no as it came in; the address is the invited one unless a portal names another. */
export interface DeclineInput extends Omit<Denial, "by"> {
  readonly name: string | null;
  readonly title: string | null;
  readonly email?: string | undefined;
}

/** Declines a request, also of a frozen partner. Repeating it changes nothing; after a report it is refused. */
export const declineInvitation = (
  dependencies: Pick<Dependencies, "table" | "masterKey" | "policy">,
  token: string,
  input: DeclineInput,
  moment: CustomerMoment,
): Promise<LinkOutcome> =>
  actOnLink(
    dependencies,
    token,
    moment,
    (act) => (isDeniedAlready(act.invitation, { isReported: false }) ? nothing : denialWrites("decline", input, act)),
    { whileFrozen: true },
  );

/** The writes of a decline or a report. */
export function denialWrites(
  action: "decline" | "report",
  { name, title, email: named, ...denial }: DeclineInput,
  { invitation, delivery, masterKey, cause }: CustomerAct,
): CountedWrites {
  const { email } = invitation.terms.customer;
  const change = decline(
    action,
    invitation,
    { ...denial, by: { name, email: named ?? email, title } },
    { ...cause, delivery },
  );
  const address = addressPseudonym(email, masterKey);
  const writes = [...invitationWrites(change, cause), ...openInvitationLock.free(invitation, address)];
  return { writes, opened: -1 };
}
