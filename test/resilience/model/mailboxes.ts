import type { suppressionReasons } from "../../../shared/delivery/rules/address-status.ts";
import type { MailKind } from "../../../shared/delivery/rules/mail-kinds.ts";
import type { StoppableMail, UnsubscribeScope } from "../../../shared/delivery/address-item.ts";
import type { PartnerName } from "./world.ts";

/** What the model knows of one address: what SES reported of its mail, and what its owner has stopped. */
export interface ModelledMailbox {
  readonly suppressed: Set<(typeof suppressionReasons)[number]>;
  /** When the operator last lifted what stopped its mail. */
  liftedAt: string | null;
  lifts: number;
  readonly stopped: Readonly<Record<StoppableMail, Set<PartnerName | "all">>>;
}

/** An address of which nothing is known. */
export const freeMailbox = (): ModelledMailbox => ({
  ...{ suppressed: new Set<(typeof suppressionReasons)[number]>(), liftedAt: null, lifts: 0 },
  stopped: { reminders: new Set<PartnerName | "all">(), requests: new Set<PartnerName | "all">() },
});

/** Whether mail to the address cannot arrive, so that it can speak for no customer. */
export const isGone = ({ suppressed }: ModelledMailbox): boolean => suppressed.has("bounce");

/** Whether the owner of the address wants no such mail of the partner. */
export const hasStopped = ({ stopped }: ModelledMailbox, mail: StoppableMail, partner: PartnerName): boolean =>
  stopped[mail].has("all") || stopped[mail].has(partner);

/** Whether the partner may ask the address for something (product table, row 17). */
export const mayBeAsked = (mailbox: ModelledMailbox, partner: PartnerName): boolean =>
  mailbox.suppressed.size === 0 && !hasStopped(mailbox, "requests", partner);

/** Whether a mail of this kind and partner may go to the address. */
export function mayGet(mailbox: ModelledMailbox, kind: MailKind, partner: PartnerName | undefined): boolean {
  if (kind === "code" || kind === "notice" || kind === "sign-in") return !isGone(mailbox);
  if (kind === "partner-notice" || partner === undefined) return mailbox.suppressed.size === 0;
  return mayBeAsked(mailbox, partner) && !(kind === "reminder" && hasStopped(mailbox, "reminders", partner));
}

/** The owner stops mail of one partner or of all, or lets it come again. */
export function unsubscribe(
  { stopped }: ModelledMailbox,
  { mail, scope }: { readonly mail: StoppableMail; readonly scope: UnsubscribeScope },
  partner: PartnerName,
): void {
  const whose = stopped[mail];
  if (scope === "all") whose.add("all");
  else if (scope === "partner") whose.add(partner);
  else for (const one of ["all", partner] as const) whose.delete(one);
}

/** The operator lets mail go to the address again, at `at`. What its owner has stopped stays stopped. */
export function lift(mailbox: ModelledMailbox, at: string): void {
  mailbox.suppressed.clear();
  mailbox.liftedAt = at;
  mailbox.lifts++;
}

/** What becomes of a mail later, by the names of SES's simulator, and what each stops. */
export const fates = {
  bounce: { suppresses: "bounce", isFinal: true },
  policy: { suppresses: null, isFinal: true },
  timeout: { suppresses: null, isFinal: false },
  complaint: { suppresses: "complaint", isFinal: true },
  notspam: { suppresses: null, isFinal: false },
} as const;
export type Fate = keyof typeof fates;
