import type { PartnerAnswer } from "../commands/change-partner.ts";
import type { Partner } from "../domain/partner.ts";
import { etagOf } from "./conditional.ts";
import { replayedHeader } from "./idempotency.ts";
import type { HttpAnswer } from "./request.ts";

/** A partner's ETag. */
export const partnerTag = ({ version, frozen }: Pick<Partner, "version" | "frozen">): string =>
  etagOf({ version, status: frozen ? "frozen" : "active" });

/** The answer of a command on a partner. */
export const partnerAnswer = (status: number, { partner, replayed }: PartnerAnswer): HttpAnswer => ({
  status,
  body: partner,
  headers: { etag: partnerTag(partner), ...replayedHeader(replayed) },
});
