import type { RelationshipType } from "../../terms/model.ts";
import { dateInWords, say } from "../../policy/words.ts";
import type { Mail } from "./request-mail.ts";
import { noticeMail } from "../../mail/notice.ts";
import type { Granted } from "./partner-notices.ts";
import type { NoticeTexts } from "./texts.ts";

/** To the invited address, after somebody accepted: what was granted, until when, and how to revoke it. */
export function confirmationMail(
  input: Granted & {
    readonly texts: NoticeTexts;
    readonly partnerName: string;
    readonly operatorName: string;
    readonly relationship: RelationshipType;
    readonly autoExtend: boolean;
    /** Whether the reader accepted; otherwise the mail says who did. */
    readonly isOwn: boolean;
    readonly link: string;
    readonly portal: string;
  },
): Mail {
  const { texts } = input;
  const { lang, confirmation } = texts;
  const { until, granted, refused, relationship } = input;
  const names = { partner: input.partnerName, operator: input.operatorName, person: input.person };
  return noticeMail({
    texts,
    operator: input.operatorName,
    subject: say(input.isOwn ? confirmation.subjects[input.acceptedScope] : confirmation.others, names),
    parts: [
      say(confirmation.by, { ...names, date: dateInWords(input.at, lang) }),
      say((input.isRestoration ? confirmation.stays : confirmation.becomes)[relationship], names),
      ...(until === null
        ? [confirmation.none]
        : [say(confirmation.granted, { until: dateInWords(until, lang) }), granted]),
      until !== null && input.autoExtend && confirmation.extends,
      ...(refused.length === 0 ? [] : [confirmation.refused, refused]),
      { href: input.link, label: confirmation.link },
      confirmation.back,
      { href: input.portal, label: confirmation.portal, aside: true },
    ],
    footer: say(confirmation.footer, names),
  });
}

/** To a customer's administrator who asked for it: the link that signs in to the portal. */
export function signInMail({
  texts,
  operator,
  link,
  minutes,
}: {
  readonly texts: NoticeTexts;
  readonly operator: string;
  readonly link: string;
  readonly minutes: number;
}): Mail {
  const { signIn } = texts;
  return noticeMail({
    texts,
    operator,
    subject: say(signIn.subject, { operator }),
    parts: [signIn.text, { href: link, label: signIn.link }, say(signIn.life, { minutes }), signIn.unasked],
    footer: say(signIn.footer, { operator }),
  });
}
