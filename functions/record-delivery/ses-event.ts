import * as z from "zod/mini";
import { normaliseAddress } from "../../shared/domain/address.ts";
import type { Suppression } from "../../shared/domain/address-standing.ts";
import type { MailOutcome, MailReport } from "../../shared/domain/delivery.ts";
import { mailKinds, type MailKind } from "../../shared/mail/tags.ts";
import { sesDetailTypes } from "../../shared/names.ts";

const tag = z.array(z.string());
const at = { timestamp: z.string() };
const recipients = <Said extends object>(said: Said) =>
  z.optional(z.array(z.object({ emailAddress: z.optional(z.string()), ...said })));

/** SES's event as EventBridge carries it; what is read of it (SES developer guide, event data). */
const schema = z.object({
  "detail-type": z.string(),
  time: z.string(),
  id: z.string(),
  detail: z.object({
    mail: z.object({
      tags: z.object({
        invitation: z.optional(tag),
        link: z.optional(tag),
        kind: z.optional(tag),
        mail: z.optional(tag),
      }),
    }),
    delivery: z.optional(z.object(at)),
    bounce: z.optional(
      z.object({
        ...at,
        bounceType: z.string(),
        bounceSubType: z.string(),
        bouncedRecipients: recipients({ status: z.optional(z.string()) }),
      }),
    ),
    complaint: z.optional(
      z.object({ ...at, complaintFeedbackType: z.optional(z.string()), complainedRecipients: recipients({}) }),
    ),
    deliveryDelay: z.optional(z.object({ ...at, delayType: z.string() })),
    reject: z.optional(z.object({ reason: z.string() })),
  }),
});

/** What SES said of one mail. */
export interface SesReport {
  readonly sesEventId: string;
  readonly invitationId: string;
  readonly kind: MailKind;
  readonly report: MailReport;
  /** To whom nothing is sent any more, and why; null where the next mail may get through. */
  readonly suppression: { readonly reason: Suppression["reason"]; readonly addresses: readonly string[] } | null;
}

const outcomes = new Map<string, MailOutcome>(
  Object.entries(sesDetailTypes).map(([outcome, detailType]) => [detailType, outcome as keyof typeof sesDetailTypes]),
);

/** Reads an event of SES; null when it is about a mail that is none of ours. Throws on what is no event of SES. */
export function parseSesEvent(body: string): SesReport | null {
  const event = schema.parse(JSON.parse(body));
  const { tags } = event.detail.mail;
  const outcome = outcomes.get(event["detail-type"]);
  const kind = mailKinds.find((known) => known === tags.kind?.[0]);
  const [invitationId, link, mail] = [tags.invitation?.[0], Number(tags.link?.[0]), Number(tags.mail?.[0])];
  if (outcome === undefined || kind === undefined || invitationId === undefined) return null;
  if (!Number.isInteger(link) || !Number.isInteger(mail)) return null;
  const { delivery, bounce, complaint, deliveryDelay } = event.detail;
  // A mailbox's provider also tells of who takes a mail out of the unwanted ones.
  if (complaint?.complaintFeedbackType === "not-spam") return null;
  const time = (delivery ?? bounce ?? complaint ?? deliveryDelay)?.timestamp ?? event.time;
  return {
    sesEventId: event.id,
    invitationId,
    kind,
    report: {
      outcome: bounce ? outcomeOfBounce(bounce) : outcome,
      mailSequence: mail,
      linkVersion: link,
      at: new Date(time).toISOString(),
      reason: reasonOf(event.detail),
    },
    suppression: suppressionOf(event.detail),
  };
}

/** Only a bounce for good and a complaint say that nothing more should go to an address (product table, row 17). */
function suppressionOf({ bounce, complaint }: z.infer<typeof schema>["detail"]): SesReport["suppression"] {
  if (bounce?.bounceType === "Permanent") {
    return { reason: "bounce", addresses: addressesOf(bounce.bouncedRecipients) };
  }
  return complaint ? { reason: "complaint", addresses: addressesOf(complaint.complainedRecipients) } : null;
}

const addressesOf = (recipients: readonly { readonly emailAddress?: string | undefined }[] = []): string[] =>
  recipients
    .map(({ emailAddress = "" }) => normaliseAddress(emailAddress.replace(/^.*<([^<>]+)>\s*$/, "$1")))
    .filter((address) => address !== null);

/**
 * A transient bounce is a delay: the next mail may get through, and an out-of-office reply reads like one.
 * SES also reports as bounced what it did not send, because the address is on a suppression list.
 */
function outcomeOfBounce({ bounceType, bounceSubType }: { bounceType: string; bounceSubType: string }): MailOutcome {
  if (bounceType === "Transient") return "delayed";
  return ["Suppressed", "OnAccountSuppressionList"].includes(bounceSubType) ? "suppressed" : "bounced";
}

/** A text from outside, when it is a plain word. */
const wordOf = (text: string | undefined): string | null =>
  text !== undefined && /^[\w.-]{1,40}$/.test(text) ? text : null;

/** Why, in the mail system's own classes. Diagnostic texts stay out: they quote addresses. */
function reasonOf({ bounce, complaint, deliveryDelay, reject }: z.infer<typeof schema>["detail"]): string | null {
  if (bounce) {
    const status = wordOf(bounce.bouncedRecipients?.[0]?.status);
    return [bounce.bounceType, bounce.bounceSubType, status].filter(Boolean).join(" ");
  }
  // The type comes from the mailbox's own provider.
  if (complaint) return wordOf(complaint.complaintFeedbackType) ?? "complaint";
  return deliveryDelay?.delayType ?? reject?.reason ?? null;
}
