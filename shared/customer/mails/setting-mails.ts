import type { SenderMode } from "../model.ts";
import type { Text } from "../../message.ts";
import { say } from "../../policy/words.ts";
import type { Mail } from "../../invitation/mails/request-mail.ts";
import { administratorsMail, type CustomerAct, type CustomerMailReader } from "./customer-mail.ts";

/** To administrators: one of them renamed the customer. */
export function renamedMail(
  reader: CustomerMailReader,
  act: CustomerAct & { readonly before: string; readonly wasVerified: boolean },
): Mail {
  const { changed } = reader.texts;
  return administratorsMail(reader, act, "portal", {
    subject: changed.nameSubject,
    values: { before: act.before },
    parts: [changed.name, act.wasVerified && changed.unverified, changed.wrong],
  });
}

/** What the operator changed; omitted fields stayed. */
export interface OperatorsChange {
  /** How the customer was verified; null where a verification was withdrawn. */
  readonly verified?: string | null;
  readonly externalId?: string | null;
}

/** To administrators: the operator verified the customer, or linked an account to it. */
export function changedByOperatorMail(
  reader: CustomerMailReader,
  act: CustomerAct & { readonly change: OperatorsChange },
): Mail {
  const { changed } = reader.texts;
  const { verified, externalId } = act.change;
  return administratorsMail(reader, act, "portal", {
    subject: changed.subject,
    values: { how: verified ?? "", account: externalId ?? "" },
    parts: [
      verified !== undefined && (verified === null ? changed.verificationWithdrawn : changed.verified),
      externalId !== undefined && (externalId === null ? changed.accountRemoved : changed.account),
      changed.operatorWrong,
    ],
  });
}

/** One change of the senders settings. */
export type SendersNews =
  | { readonly kind: SenderMode }
  | { readonly kind: "blocked" | "unblocked" | "added" | "taken"; readonly partner: string };

/** To administrators: one of them changed the senders settings. */
export function sendersMail(
  reader: CustomerMailReader,
  act: CustomerAct & { readonly news: readonly SendersNews[] },
): Mail {
  const { senders } = reader.texts;
  const sentences = act.news.map((one) => {
    const text: Text = senders[one.kind];
    return say(text, "partner" in one ? { partner: one.partner } : {});
  });
  return administratorsMail(reader, act, "senders", {
    subject: senders.subject,
    parts: [senders.by, sentences, senders.wrong],
  });
}
