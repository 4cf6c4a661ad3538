import type { RemovalCause } from "../rules/administrators.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Mail } from "../../invitation/mails/request-mail.ts";
import {
  administratorsMail,
  customerMail,
  fromMoment,
  untilMoment,
  type ActingPerson,
  type CustomerAct,
  type CustomerMailReader,
} from "./customer-mail.ts";

interface AddressAct extends CustomerAct {
  readonly address: string;
}

/** To administrators: somebody added an address. */
export function addedMail(reader: CustomerMailReader, act: AddressAct & { readonly expiresAt: Instant }): Mail {
  const { added } = reader.texts;
  const isRecovery = act.by === "operator";
  return administratorsMail(reader, act, "administrators", {
    subject: added.subject,
    values: { address: act.address, until: untilMoment(reader.texts, act.expiresAt) },
    parts: [added.by, isRecovery && added.recovery, added.waits, isRecovery ? added.recoveryWrong : added.wrong],
  });
}

interface Welcome {
  readonly by: ActingPerson;
  readonly at: Instant;
  readonly expiresAt: Instant;
  readonly link: string;
}

/** To an added address: what it can become, and the link that confirms. */
export function welcomeMail(reader: CustomerMailReader, { by, at, expiresAt, link }: Welcome): Mail {
  const { welcome, rights, footers, links } = reader.texts;
  return customerMail(reader, {
    by,
    at,
    subject: welcome.subject,
    values: { until: untilMoment(reader.texts, expiresAt) },
    parts: [welcome.by, rights, welcome.confirm, { href: link, label: links.confirm }, welcome.unexpected],
    footer: footers.added,
  });
}

/** To administrators, including the new one (`isSelf`): an added address has confirmed. */
export function confirmedMail(
  reader: CustomerMailReader,
  act: AddressAct & { readonly isSelf: boolean; readonly coolOffUntil: Instant | null },
): Mail {
  const { texts } = reader;
  const { isSelf, address, coolOffUntil } = act;
  const words = isSelf ? texts.confirmed.self : texts.confirmed;
  return administratorsMail(reader, act, isSelf ? "portal" : "administrators", {
    subject: words.subject,
    values: { address, ...(coolOffUntil !== null && { from: fromMoment(texts, coolOffUntil) }) },
    parts: [words.by, isSelf && texts.rights, coolOffUntil !== null && words.coolOff, words.wrong],
  });
}

interface Removal<Cause extends RemovalCause> {
  readonly cause: Cause;
  readonly wasConfirmed: boolean;
}

/** To administrators: an address was removed, or its invitation withdrawn. */
export function droppedMail(reader: CustomerMailReader, act: AddressAct & Removal<RemovalCause>): Mail {
  const { dropped } = reader.texts;
  const cause = causeInWords(act);
  return administratorsMail(reader, act, "administrators", {
    subject: dropped.subjects[cause],
    values: { address: act.address },
    parts: [dropped.by[cause], dropped.wrong[cause === "withdrawn" ? "removed" : cause]],
  });
}

/** To an address that was removed. It has no link, since the address may sign in nowhere. */
export function farewellMail(
  reader: CustomerMailReader,
  { by, at, ...removal }: Removal<"removed" | "left" | "erased"> & Pick<Welcome, "by" | "at">,
): Mail {
  const { self } = reader.texts.dropped;
  const cause = causeInWords(removal);
  return customerMail(reader, {
    by,
    at,
    subject: self.subjects[cause === "withdrawn" ? "withdrawn" : "removed"],
    parts: [self.by[cause], cause !== "withdrawn" && self.effect, self.wrong[cause]],
    footer: reader.texts.footers.removed,
  });
}

/** An address that is removed before it confirmed was never an administrator. */
const causeInWords = <Cause extends RemovalCause>({ cause, wasConfirmed }: Removal<Cause>): Cause | "withdrawn" =>
  cause === "removed" && !wasConfirmed ? "withdrawn" : cause;

interface RequestedRecovery {
  readonly at: Instant;
  readonly address: string;
  readonly reason: string;
  readonly dueAt: Instant;
  readonly force: boolean;
  /** Where the reader can stop it; null if it can no longer be stopped. */
  readonly stop: string | null;
}

/** To administrators: the operator wants to make an address administrator, and how to stop it. */
export function recoveryRequestedMail(
  reader: CustomerMailReader,
  { at, address, reason, dueAt, force, stop }: RequestedRecovery,
): Mail {
  const { recovery, footers, links } = reader.texts;
  const { requested } = recovery;
  return customerMail(reader, {
    at,
    subject: requested.subject,
    values: { address, reason, until: untilMoment(reader.texts, dueAt) },
    parts: [
      requested.by,
      requested.reason,
      force ? requested.forced : requested.waits,
      ...(stop === null ? [requested.forcedWrong] : [requested.wrong, { href: stop, label: links.stop }]),
    ],
    footer: footers.administrators,
  });
}

/** To administrators: one of them stopped a recovery. */
export function recoveryStoppedMail(reader: CustomerMailReader, act: CustomerAct): Mail {
  const { subject, by, wrong } = reader.texts.recovery.stopped;
  return administratorsMail(reader, act, "administrators", { subject, parts: [by, wrong] });
}

/** To administrators: the address of a recovery has confirmed. */
export function recoveryCompletedMail(reader: CustomerMailReader, act: CustomerAct): Mail {
  const { subject, by, wrong } = reader.texts.recovery.completed;
  return administratorsMail(reader, act, "administrators", { subject, parts: [by, wrong] });
}
