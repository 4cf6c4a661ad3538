import type { RemovalCause } from "../rules/administrators.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Mail } from "../../invitation/mails/request-mail.ts";
import { customerMail, fromMoment, untilMoment, type CustomerMailReader, type ActingPerson } from "./customer-mail.ts";

/** What happened to an administrator's address. */
interface OfAddress {
  readonly at: Instant;
  readonly address: string;
  /** Where the portal shows the administrators. */
  readonly page: string;
}

/** To administrators: somebody added an address. */
export function addedMail(
  reader: CustomerMailReader,
  { by, at, address, expiresAt, page }: OfAddress & { readonly by: ActingPerson; readonly expiresAt: Instant },
): Mail {
  const { added, footers, links } = reader.texts;
  const isRecovery = by === "operator";
  return customerMail(reader, {
    ...{ by, at, subject: added.subject, footer: footers.administrators },
    values: { address, until: untilMoment(reader.texts, expiresAt) },
    parts: [
      added.by,
      isRecovery && added.recovery,
      added.waits,
      isRecovery ? added.recoveryWrong : added.wrong,
      { href: page, label: links.administrators },
    ],
  });
}

/** To an added address: what it can become, and the link with which it confirms. */
export function welcomeMail(
  reader: CustomerMailReader,
  {
    by,
    at,
    expiresAt,
    link,
  }: { readonly by: ActingPerson; readonly at: Instant; readonly expiresAt: Instant; readonly link: string },
): Mail {
  const { welcome, rights, footers, links } = reader.texts;
  return customerMail(reader, {
    ...{ by, at, subject: welcome.subject, footer: footers.added },
    values: { until: untilMoment(reader.texts, expiresAt) },
    parts: [welcome.by, rights, welcome.confirm, { href: link, label: links.confirm }, welcome.unexpected],
  });
}

/** To administrators, the new one among them (`isSelf`): an added address has confirmed. */
export function confirmedMail(
  reader: CustomerMailReader,
  {
    isSelf,
    at,
    address,
    coolOffUntil,
    page,
  }: OfAddress & { readonly isSelf: boolean; readonly coolOffUntil: Instant | null },
): Mail {
  const { texts } = reader;
  const words = isSelf ? texts.confirmed.self : texts.confirmed;
  return customerMail(reader, {
    ...{ at, subject: words.subject, footer: texts.footers.administrators },
    values: { address, ...(coolOffUntil !== null && { from: fromMoment(texts, coolOffUntil) }) },
    parts: [
      words.by,
      isSelf && texts.rights,
      coolOffUntil !== null && words.coolOff,
      words.wrong,
      { href: page, label: isSelf ? texts.links.portal : texts.links.administrators },
    ],
  });
}

/** To administrators: an address is not one of them any more, or never became one. */
export function droppedMail(
  reader: CustomerMailReader,
  {
    by,
    at,
    address,
    page,
    ...removal
  }: OfAddress & { readonly by: ActingPerson; readonly cause: RemovalCause; readonly wasConfirmed: boolean },
): Mail {
  const { dropped, footers, links } = reader.texts;
  const cause = causeInWords(removal);
  return customerMail(reader, {
    ...{ by, at, subject: dropped.subjects[cause], footer: footers.administrators },
    values: { address },
    parts: [
      dropped.by[cause],
      dropped.wrong[cause === "withdrawn" ? "removed" : cause],
      { href: page, label: links.administrators },
    ],
  });
}

/** To an address that is not an administrator any more, or is not asked to become one. It gets no link: it may sign in nowhere. */
export function farewellMail(
  reader: CustomerMailReader,
  {
    by,
    at,
    ...removal
  }: {
    readonly by: ActingPerson;
    readonly at: Instant;
    readonly cause: "removed" | "left" | "erased";
    readonly wasConfirmed: boolean;
  },
): Mail {
  const { self } = reader.texts.dropped;
  const cause = causeInWords(removal);
  return customerMail(reader, {
    ...{ by, at, footer: reader.texts.footers.removed },
    subject: self.subjects[cause === "withdrawn" ? "withdrawn" : "removed"],
    parts: [self.by[cause], cause !== "withdrawn" && self.effect, self.wrong[cause]],
  });
}

/** Who is removed before it confirmed was never an administrator. */
const causeInWords = <Cause extends RemovalCause>({
  cause,
  wasConfirmed,
}: {
  readonly cause: Cause;
  readonly wasConfirmed: boolean;
}): Cause | "withdrawn" => (cause === "removed" && !wasConfirmed ? "withdrawn" : cause);
