import * as z from "zod/mini";
import { personal, text } from "../schema/values.ts";
import { partner } from "./answers.ts";
import { described } from "../openapi/values.ts";
import { freezeCauses } from "./model.ts";
import { user } from "../users/answers.ts";
import { documented } from "../schema/documented.ts";
import { told } from "../asyncapi/description.ts";

const steps = {
  partner,
  previous: z.partial(partner).register(documented, { description: "What the changed fields held before." }),
};
const step = z.strictObject(steps);
const registration = z.strictObject({ partner });
const namePending = z.strictObject({ ...steps, pendingName: text });
const freeze = z.strictObject({
  ...steps,
  cause: z.optional(
    described(
      z.enum(freezeCauses),
      "The operator did it, or Rapport: because of wrong codes on the partner's requests, or of customers' reports. Older events do not tell it.",
    ),
  ),
  reason: personal(z.nullable(text)),
});
const userStep = z.strictObject({
  user: z
    .strictObject({
      ...z.omit(user, { version: true }).shape,
      role: described(user.shape.role, "What the user may do; the last that it had, where it was removed."),
    })
    .register(documented, { description: "Who it is about." }),
  role: described(user.shape.role, "The same role, to filter by."),
  previousRole: described(z.nullable(user.shape.role), "The role before; null where the user is new."),
});
const codesStopped = z.strictObject({
  day: described(text, "The UTC day on which no code is taken any more, `YYYY-MM-DD`."),
  wrong: described(z.int().check(z.minimum(0)), "How many wrong codes that count were entered on it by then."),
});

/** What happens to partners. */
export const partnerEvents = {
  PartnerRegistered: told("The operator registered a partner.", registration),
  PartnerChanged: told("A partner's profile, standing or link epoch changed.", step),
  PartnerNamePending: told("The partner wants a name that the operator has to approve.", namePending),
  PartnerVerified: told("The operator verified the partner's name.", step),
  PartnerFrozen: told("Nothing of the partner goes out or is accepted any more.", freeze),
  PartnerReleased: told("The partner may go on.", step),
  PartnerUserAdded: told("Somebody was let in to work for a partner.", userStep),
  PartnerUserChanged: told("A user of a partner has another role.", userStep),
  PartnerUserRemoved: told("A user's access to a partner has ended.", userStep),
  CodesStopped: told(
    "Too many wrong codes were entered on a partner's requests: none is taken any more that day.",
    codesStopped,
  ),
};

/** Events of a partner, one per version. */
export type PartnerEventType = Exclude<keyof typeof partnerEvents, `PartnerUser${string}` | "CodesStopped">;
