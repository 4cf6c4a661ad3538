import { localeOf } from "../../../shared/invitation/mails/mail-input.ts";
import { codeFor } from "../../../shared/codes/code-for.ts";
import { addressPseudonym } from "../../../shared/crypto/pseudonyms.ts";
import { signStop } from "../../../shared/crypto/stops.ts";
import { asOf } from "../../../shared/invitation/model.ts";
import { isRevoked } from "../../../shared/delivery/rules/withheld-mail.ts";
import { codeMail, loadCodeMailTexts } from "../../../shared/codes/mails.ts";
import { codePolicy } from "../../../shared/codes/model.ts";
import type { InvitationContext } from "./invitation-context.ts";
import type { Mailing } from "../mailing.ts";
import { noticeTo } from "./to-administrators.ts";

/** The mail with a code, if it is the newest one of the newest link and has not expired. */
export async function codeMailing(context: InvitationContext): Promise<Mailing[]> {
  const { event, invitation, partner, code: issued, masterKey, now, operatorName, publicUrl } = context;
  const asked = (event.data["code"] ?? {}) as { number?: number };
  if (issued === null || issued.number !== asked.number || issued.endsAt <= now) return [];
  const isOfThisLink = issued.linkVersion === invitation.issue.linkVersion;
  if (!isOfThisLink || isRevoked(invitation, partner) || partner.frozen) return [];
  if (asOf(invitation, now).status !== "pending") return [];
  const code = codeFor(issued, masterKey);
  if (code === null) return [];
  const { linkVersion: number, offer } = invitation.issue;
  const { partnerName } = offer;
  const locale = localeOf(invitation);
  const { email: to } = invitation.terms.customer;
  const address = addressPseudonym(to, masterKey);
  const stop = signStop({ kind: "code", subject: invitation.id, address, number }, masterKey);
  const mail = codeMail({
    texts: await loadCodeMailTexts(locale),
    operatorName,
    partnerName,
    code,
    minutes: codePolicy.minutes,
    link: `${publicUrl}/stop/${stop}?lang=${locale}`,
  });
  // Not in the partner's name: a reply that quotes the mail would give the partner the code.
  return [{ ...noticeTo(to, context, mail), kind: "code", linkVersion: number }];
}
