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
  PartnerRegistered: told("The operator registered a partner.", registration),
  PartnerChanged: told("A partner's profile, standing or link epoch changed.", step),
  PartnerNamePending: told("The partner requested a name that needs the operator's approval.", namePending),
  PartnerVerified: told("The operator verified the partner's name.", step),
  PartnerFrozen: told("The partner was frozen: nothing is sent, and no answer is accepted.", freeze),
  PartnerReleased: told("The operator released the partner.", step),
  PartnerUserAdded: told("A user was added to a partner.", userStep),
  PartnerUserChanged: told("The role of a partner's user changed.", userStep),
  PartnerUserRemoved: told("A partner's user was removed.", userStep),
  CodesStopped: told(
    "Too many wrong codes were entered on a partner's requests: its codes are stopped for the day.",
    codesStopped,
  ),
};

/** Events of a partner, one per version. */
export type PartnerEventType = Exclude<keyof typeof partnerEvents, `PartnerUser${string}` | "CodesStopped">;
