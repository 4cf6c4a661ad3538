import type { PartnerAnswer } from "../partner/commands/change-partner.ts";
import { etagOf } from "./etag.ts";
import { replayedHeader } from "./idempotency.ts";
import type { HttpAnswer } from "./request.ts";

/** The answer of a command on a partner. */
export const partnerAnswer = (status: number, { partner, replayed }: PartnerAnswer): HttpAnswer => ({
  status,
  body: partner,
  headers: { etag: etagOf(partner, partner.version), ...replayedHeader(replayed) },
});
