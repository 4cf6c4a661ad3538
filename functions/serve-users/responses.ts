import * as z from "zod/mini";
import { userRoles, type PartnerUser } from "../../shared/users/model.ts";
import { roles } from "../../shared/names.ts";
import { schemaOf } from "../../shared/openapi/description.ts";
import { described, idOf, text, version } from "../../shared/openapi/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { instant } from "../../shared/schema/primitives.ts";

/** Who asks. */
export const me = z
  .strictObject({
    id: described(text, "The caller's id, which tokens carry as `sub`."),
    email: text,
    role: described(z.enum(roles), "What the caller may do now, whatever the token says."),
    partnerId: described(z.nullable(idOf("partner")), "Whom the caller works for; null for the operator."),
  })
  .register(documented, { id: "Me", description: "Who asks, and in which role." });

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
