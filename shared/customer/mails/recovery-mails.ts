import type { Instant } from "../../kernel/time.ts";
import type { Mail } from "../../invitation/mails/request-mail.ts";
import { customerMail, untilMoment, type CustomerMailReader, type ActingPerson } from "./customer-mail.ts";

/** To administrators: the operator wants to make an address one of them, and how to stop it. */
export function recoveryRequestedMail(
  reader: CustomerMailReader,
  {
    at,
    address,
    reason,
    dueAt,
    force,
    stop,
  }: {
    readonly at: Instant;
    readonly address: string;
    readonly reason: string;
    readonly dueAt: Instant;
    readonly force: boolean;
    /** Where this reader can stop it; null where it cannot be stopped any more. */
    readonly stop: string | null;
  },
): Mail {
  const { recovery, footers, links } = reader.texts;
  const { requested } = recovery;
  return customerMail(reader, {
    ...{ at, subject: requested.subject, footer: footers.administrators },
    values: { address, reason, until: untilMoment(reader.texts, dueAt) },
    parts: [
      requested.by,
      requested.reason,
      force ? requested.forced : requested.waits,
      ...(stop === null ? [requested.forcedWrong] : [requested.wrong, { href: stop, label: links.stop }]),
    ],
  });
}

/** To administrators: one of them stopped a recovery. */
export function recoveryStoppedMail(
  reader: CustomerMailReader,
  { by, at, page }: { readonly by: ActingPerson; readonly at: Instant; readonly page: string },
): Mail {
  const { recovery, footers, links } = reader.texts;
  const { subject, by: text, wrong } = recovery.stopped;
  const parts = [text, wrong, { href: page, label: links.administrators }];
  return customerMail(reader, { by, at, subject, parts, footer: footers.administrators });
}

/** To administrators: the address of a recovery has confirmed. */
export function recoveryCompletedMail(
  reader: CustomerMailReader,
  { at, page }: { readonly at: Instant; readonly page: string },
): Mail {
  const { recovery, footers, links } = reader.texts;
  const { subject, by: text, wrong } = recovery.completed;
  const parts = [text, wrong, { href: page, label: links.administrators }];
  return customerMail(reader, { at, subject, parts, footer: footers.administrators });
}
