import { addDays, daysOf, type Instant } from "../../shared/kernel/time.ts";
import { mailDraft } from "../../shared/invitation/mails/mail-draft.ts";
import { invitationMail, type Mail } from "../../shared/invitation/mails/request-mail.ts";
import { testMail } from "../../shared/mail/sandbox-mark.ts";
import { signedMail } from "../../shared/mail/signed-mail.ts";
import { loadRequestMailTexts } from "../../shared/invitation/mails/request-texts.ts";
import { loadSandboxTexts } from "../../shared/policy/sandbox-texts.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import type { OperatorLinks } from "../../shared/policy/operator-settings.ts";
import { partnerPlace } from "../../shared/partner/items/partners.ts";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { inLanguage } from "../../shared/invitation/commands/invitation-input.ts";
import { localeOf, mailedPartner, mailInputOf } from "../../shared/invitation/mails/mail-input.ts";
import { loadOwn } from "../../shared/invitation/commands/own-invitation.ts";
import { readComparison } from "../../shared/invitation/reads/compared-request.ts";
import { partnerOf } from "../../shared/partner/commands/partner-of.ts";

/** An invitation's mail as Rapport would send it, and as the partner would send it itself. */
export type MailPreview = Omit<Mail, "lang"> & { readonly mailto: string };

/** The dependencies of a preview. */
export interface PreviewNeeds extends Pick<Dependencies, "table" | "publicUrl"> {
  readonly operatorName: string;
  readonly operatorLinks: OperatorLinks;
}

/** Placeholders for the personal links. They open nothing. */
const samplesOf = (publicUrl: string) => ({
  link: `${publicUrl}/i/SAMPLE`,
  unsubscribeUrl: `${publicUrl}/u/SAMPLE`,
});

/**
 * Makes the mail of a partner's invitation, draft or sent, in the customer's language or another one (product table, row 3).
 * A draft's expiry is counted from now.
 */
export async function previewMail(
  { table, publicUrl, operatorName, operatorLinks }: PreviewNeeds,
  { partnerId, id, locale }: { readonly partnerId: string; readonly id: string; readonly locale: Locale | null },
  now: Instant,
): Promise<MailPreview> {
  const { invitation } = await loadOwn(table, { partnerId }, id);
  const found = await table.read({ partner: partnerPlace(partnerId) });
  const partner = partnerOf(found.partner, { mustStand: false });
  const { issue } = invitation;
  const shownIn = locale ?? localeOf(invitation);
  const terms = issue === null ? inLanguage(invitation.terms, shownIn, partner.defaults) : invitation.terms;
  const input = mailInputOf(
    { ...invitation, terms },
    {
      texts: await loadRequestMailTexts(shownIn),
      operatorName,
      partner: mailedPartner(invitation, partner),
      ...samplesOf(publicUrl),
      expiresAt: issue?.expiresAt ?? addDays(now, daysOf(terms.expiresIn)),
    },
    await readComparison(table, invitation, now),
  );
  const sandbox = invitation.sandbox ? await loadSandboxTexts(shownIn) : null;
  const { mailto } = mailDraft({ ...input, texts: input.texts.message, customer: terms.customer, sandbox });
  const mail = invitationMail(input);
  const { subject, text, html } = await signedMail(sandbox === null ? mail : testMail(mail, sandbox), operatorLinks);
  return { subject, text, html, mailto };
}
