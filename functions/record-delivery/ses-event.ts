import * as z from "zod/mini";
import { normaliseAddress } from "../../shared/kernel/address.ts";
import type { Suppression } from "../../shared/delivery/rules/address-status.ts";
import type { MailOutcome, MailReport } from "../../shared/delivery/model.ts";
import { mailKinds, type MailKind } from "../../shared/delivery/rules/mail-kinds.ts";
import { sesDetailTypes } from "../../shared/names.ts";

const tag = z.optional(z.array(z.string()));
const at = { timestamp: z.string() };

/** The fields that are read of SES's events on EventBridge (SES developer guide, event data). */
const schema = z.object({
  "detail-type": z.string(),
  time: z.string(),
  id: z.string(),
  detail: z.object({
    mail: z.object({
      messageId: z.optional(z.string()),
      destination: z._default(z.array(z.string()), []),
      tags: z.object({ invitation: tag, link: tag, kind: tag, mail: tag, correlation: tag }),
    }),
    delivery: z.optional(z.object(at)),
    bounce: z.optional(
      z.object({
        ...at,
        bounceType: z.string(),
        bounceSubType: z.string(),
        bouncedRecipients: z.optional(
          z.array(z.object({ status: z.optional(z.string()), diagnosticCode: z.optional(z.string()) })),
        ),
      }),
    ),
    complaint: z.optional(
      z.object({
        ...at,
        complaintFeedbackType: z.nullish(z.string()),
        complaintSubType: z.nullish(z.string()),
      }),
    ),
    deliveryDelay: z.optional(z.object({ ...at, delayType: z.string() })),
    reject: z.optional(z.object({ reason: z.string() })),
  }),
});
type Detail = z.infer<typeof schema>["detail"];
type Bounce = NonNullable<Detail["bounce"]>;
type Complaint = NonNullable<Detail["complaint"]>;

/** SES's report on one mail. */
export interface SesReport {
  /** The correlation id of the request that led to the mail. */
  readonly correlationId: string;
  readonly invitationId: string;
  readonly kind: MailKind;
  readonly report: MailReport;
  /** The address to suppress and the reason; null if the next mail may be delivered. */
  readonly suppression: { readonly reason: Suppression["reason"]; readonly address: string } | null;
}

/** The outcome of a mail by SES's event. */
interface Meaning {
  readonly outcome: MailOutcome;
  readonly suppresses: Suppression["reason"] | null;
}

const outcomes = new Map<string, MailOutcome>(
  Object.entries(sesDetailTypes).map(([outcome, detailType]) => [detailType, outcome as keyof typeof sesDetailTypes]),
);

/** Parses an event of SES; null if it is not about a mail of Rapport. Throws if it is not an event of SES. */
export function parseSesEvent(body: string): SesReport | null {
  const event = schema.parse(JSON.parse(body));
  const { tags, messageId = null } = event.detail.mail;
  const meaning = meaningOf(event["detail-type"], event.detail);
  const kind = mailKinds.find((known) => known === tags.kind?.[0]);
  const [invitationId, link, mail] = [tags.invitation?.[0], Number(tags.link?.[0]), Number(tags.mail?.[0])];
  if (meaning === null || kind === undefined || invitationId === undefined) return null;
  if (!Number.isInteger(link) || !Number.isInteger(mail)) return null;
  const { delivery, bounce, complaint, deliveryDelay } = event.detail;
  const time = (delivery ?? bounce ?? complaint ?? deliveryDelay)?.timestamp ?? event.time;
  const address = mailedAddress(event.detail);
  return {
    correlationId: tags.correlation?.[0] ?? event.id,
    invitationId,
    kind,
    report: {
      outcome: meaning.outcome,
      mailSequence: mail,
      linkVersion: link,
      at: new Date(time).toISOString(),
      reason: reasonOf(event.detail),
      messageId,
    },
    suppression: meaning.suppresses !== null && address !== null ? { reason: meaning.suppresses, address } : null,
  };
}

/**
 * The recipient of the mail, from SES's own record. The recipients in a bounce or complaint can come from the remote mail
 * server, which could name any address.
 */
function mailedAddress({ mail }: Detail): string | null {
  const [only, ...others] = mail.destination;
  return only === undefined || others.length > 0 ? null : normaliseAddress(only.replace(/^.*<([^<>]+)>\s*$/, "$1"));
}

function meaningOf(detailType: string, { bounce, complaint }: Detail): Meaning | null {
  const outcome = outcomes.get(detailType);
  if (outcome === undefined) return null;
  if (bounce) return meaningOfBounce(bounce);
  if (complaint) return meaningOfComplaint(complaint);
  return { outcome, suppresses: null };
}

/** SES did not try to deliver, because the address is on its global suppression list or the account's. */
const onSuppressionList: readonly string[] = ["Suppressed", "OnAccountSuppressionList"];

/** Every bounce is final for its mail. Only a permanent one means that the next mail will not be delivered either. */
function meaningOfBounce(bounce: Bounce): Meaning {
  const { bounceType, bounceSubType } = bounce;
  if (onSuppressionList.includes(bounceSubType)) return { outcome: "suppressed", suppresses: "bounce" };
  if (bounceSubType === "UnsubscribedRecipient") return { outcome: "suppressed", suppresses: null };
  if (bounceType !== "Permanent") return { outcome: "undelivered", suppresses: null };
  return { outcome: "bounced", suppresses: isPolicyRefusal(bounce) ? null : "bounce" };
}

/**
 * Whether a policy refused the mail (RFC 3463, X.7.X), for example on authentication: the mailbox may still exist. The
 * diagnostic text counts if there is no status, or one without detail.
 */
function isPolicyRefusal({ bouncedRecipients = [] }: Bounce): boolean {
  const { status = "", diagnosticCode = "" } = bouncedRecipients[0] ?? {};
  return (/^5\.[1-9]/.test(status) ? status : diagnosticCode).search(/\b5\.7\.\d{1,3}\b/) >= 0;
}

/** Feedback types that mean an unwanted mail (RFC 5965). A complaint without a type counts as one. */
const unwanted: readonly string[] = ["abuse", "fraud", "opt-out", "opt-out-list"];

/** Other feedback, for example on authentication or a virus, comes from a mail system and not from the recipient. */
function meaningOfComplaint({ complaintFeedbackType, complaintSubType }: Complaint): Meaning | null {
  if (complaintSubType === "OnAccountSuppressionList") return { outcome: "suppressed", suppresses: "complaint" };
  if (complaintFeedbackType && !unwanted.includes(complaintFeedbackType.toLowerCase())) return null;
  return { outcome: "complained", suppresses: "complaint" };
}

/** An external text, if it is a plain word. */
const wordOf = (text: string | null | undefined): string | null =>
  text != null && /^[\w.-]{1,40}$/.test(text) ? text : null;

/** The reason, as the mail system classifies it. Diagnostic texts are left out because they quote addresses. */
function reasonOf({ bounce, complaint, deliveryDelay, reject }: Detail): string | null {
  if (bounce) {
    const status = wordOf(bounce.bouncedRecipients?.[0]?.status);
    return [bounce.bounceType, bounce.bounceSubType, status].filter(Boolean).join(" ");
  }
  // The type comes from the mailbox provider.
  if (complaint) return wordOf(complaint.complaintSubType) ?? wordOf(complaint.complaintFeedbackType) ?? "complaint";
  return deliveryDelay?.delayType ?? reject?.reason ?? null;
}
