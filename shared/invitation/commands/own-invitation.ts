import { isId } from "../../kernel/ids.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Cause } from "../../events/envelope.ts";
import { invitationParts, wholeInvitation, type WholeInvitation } from "../items/invitations.ts";
import type { Reads } from "../../transaction/commit.ts";
import { assertAtVersion, type ExpectedVersions } from "../../transaction/expected-version.ts";

/** The one answer for ids that do not exist, are malformed, or are another partner's (rule 7). */
const noSuchInvitation = (): Refusal => new Refusal("not-found", "There is no such invitation.");

/** An invitation of this partner; refuses one that is no longer what the caller saw. One read request. */
export async function loadOwn(
  table: Reads,
  { partnerId }: Pick<Cause, "partnerId">,
  id: string,
  expected: ExpectedVersions = "any",
): Promise<WholeInvitation> {
  if (!isId("invitation", id)) throw noSuchInvitation();
  const whole = wholeInvitation(await table.read(invitationParts(id)));
  if (whole === null || whole.invitation.partnerId !== partnerId) throw noSuchInvitation();
  assertAtVersion(whole.invitation, expected);
  return whole;
}
