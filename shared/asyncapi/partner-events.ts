import * as z from "zod/mini";
import type { PartnerEventType, PartnerPartEventType } from "../domain/event.ts";
import { partner } from "../openapi/partner.ts";
import { described, personal, text } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { told, type EventDescriptions } from "./description.ts";

const steps = {
  partner,
  previous: z.partial(partner).register(documented, { description: "What the changed fields held before." }),
};
const step = z.strictObject(steps);
const registration = z.strictObject({ partner });
const namePending = z.strictObject({ ...steps, pendingName: text });
const freeze = z.strictObject({ ...steps, reason: personal(z.nullable(text)) });
const codesStopped = z.strictObject({
  day: described(text, "The UTC day on which no code is taken any more, `YYYY-MM-DD`."),
  wrong: described(z.int().check(z.minimum(0)), "How many wrong codes that count were entered on it by then."),
});

/** What happens to partners. */
export const partnerEvents: EventDescriptions<PartnerEventType | PartnerPartEventType> = {
  PartnerRegistered: told("PartnerRegistered", "The operator registered a partner.", registration),
  PartnerChanged: told("PartnerChanged", "A partner's profile, standing or link epoch changed.", step),
  PartnerNamePending: told(
    "PartnerNamePending",
    "The partner wants a name that the operator has to approve.",
    namePending,
  ),
  PartnerVerified: told("PartnerVerified", "The operator verified the partner's name.", step),
  PartnerFrozen: told("PartnerFrozen", "Nothing of the partner goes out or is accepted any more.", freeze),
  PartnerReleased: told("PartnerReleased", "The partner may go on.", step),
  CodesStopped: told(
    "CodesStopped",
    "Too many wrong codes were entered on a partner's requests: none is taken any more that day.",
    codesStopped,
  ),
};
