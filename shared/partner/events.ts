import * as z from "zod/mini";
import { personal, text } from "../schema/values.ts";
import { partner } from "./answers.ts";
import { described } from "../openapi/values.ts";
import { freezeCauses } from "./model.ts";
import { user } from "../users/answers.ts";
import { documented } from "../schema/documented.ts";
import { event } from "../asyncapi/description.ts";

const steps = {
  partner,
  previous: z.partial(partner).register(documented, { description: "Previous values of the changed fields." }),
};
const step = z.strictObject(steps);
const registration = z.strictObject({ partner });
const namePending = z.strictObject({ ...steps, pendingName: text });
const freeze = z.strictObject({
  ...steps,
  cause: z.optional(
    described(
      z.enum(freezeCauses),
      "Frozen by the operator, or by Rapport because of wrong codes or customers' reports. Absent in older events.",
    ),
  ),
  reason: personal(z.nullable(text)),
});
const userStep = z.strictObject({
  user: z
    .strictObject({
      ...z.omit(user, { version: true }).shape,
      role: described(user.shape.role, "The role; the last one if the user was removed."),
    })
    .register(documented, { description: "The user." }),
  role: described(user.shape.role, "The same role, for filters."),
  previousRole: described(z.nullable(user.shape.role), "The role before; null where the user is new."),
});
const codesStopped = z.strictObject({
  day: described(text, "The UTC day on which codes are stopped, `YYYY-MM-DD`."),
  wrong: described(z.int().check(z.minimum(0)), "Number of counted wrong codes on that day."),
});

/** What happens to partners. */
export const partnerEvents = {
  PartnerRegistered: event("The operator registered a partner.", registration),
  PartnerChanged: event("A partner's profile, standing or link epoch changed.", step),
  PartnerNamePending: event("The partner requested a name that needs the operator's approval.", namePending),
  PartnerVerified: event("The operator verified the partner's name.", step),
  PartnerFrozen: event("The partner was frozen: nothing is sent, and no answer is accepted.", freeze),
  PartnerReleased: event("The operator released the partner.", step),
  PartnerUserAdded: event("A user was added to a partner.", userStep),
  PartnerUserChanged: event("The role of a partner's user changed.", userStep),
  PartnerUserRemoved: event("A partner's user was removed.", userStep),
  CodesStopped: event(
    "Too many wrong codes were entered on a partner's requests: its codes are stopped for the day.",
    codesStopped,
  ),
};

/** Events of a partner, one per version. */
export type PartnerEventType = Exclude<keyof typeof partnerEvents, `PartnerUser${string}` | "CodesStopped">;
