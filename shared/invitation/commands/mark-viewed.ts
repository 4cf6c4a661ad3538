import { viewInvitation } from "../rules/answers.ts";
import { invitationWrites } from "../items/invitations.ts";
import { actOnLink, type CustomerMoment, type LinkOutcome } from "./act-on-link.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";

/** A person, not a scanner, has the page open: recorded once. */
export const markViewed = (
  dependencies: Pick<Dependencies, "table" | "masterKey" | "policy">,
  token: string,
  moment: CustomerMoment,
): Promise<LinkOutcome> =>
  actOnLink(dependencies, token, moment, ({ invitation, delivery, cause }) => {
    const change = viewInvitation(invitation, delivery, moment.now);
    return { writes: change === null ? [] : invitationWrites(change, cause), opened: 0 };
  });
