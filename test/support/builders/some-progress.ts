import type { Progress } from "../../../shared/metrics/model.ts";
import { ids } from "./builders.ts";
import { now } from "./fixed-clock.ts";

/** An invitation that was just sent. */
export const aProgress = (named: Partial<Progress> = {}): Progress => ({
  invitationId: ids.invitation,
  partnerId: ids.partner,
  sentAt: now,
  delivered: false,
  bounced: false,
  opened: false,
  status: "pending",
  decidedAt: null,
  sequence: 2,
  ...named,
});
