import * as z from "zod/mini";
import { userRoles, type PartnerUser } from "../../shared/domain/partner-user.ts";
import { schemaOf } from "../../shared/openapi/description.ts";
import { described, idOf, text, version } from "../../shared/openapi/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { instant } from "../../shared/schema/primitives.ts";

/** A user of a partner. */
export const user = schemaOf<PartnerUser>()(
  z.strictObject({
    id: described(text, "The user's id, which tokens carry as `sub`."),
    partnerId: idOf("partner"),
    version,
    email: text,
    role: described(z.enum(userRoles), "What the user may do."),
    addedAt: described(instant, "When the user was let in."),
  }),
).register(documented, { id: "User", description: "Someone who signs in for a partner." });
