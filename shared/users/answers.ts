import * as z from "zod/mini";
import { roles } from "../names.ts";
import { described } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { idOf } from "../schema/values.ts";
import { user as model } from "./model.ts";

const id = described(model.shape.id, "The user's id, which tokens carry as `sub`.");

/** The caller. */
export const me = z
  .strictObject({
    id,
    email: model.shape.email,
    role: described(z.enum(roles), "What the caller may do now, whatever the token says."),
    partnerId: described(z.nullable(idOf("partner")), "Whom the caller works for; null for the operator."),
  })
  .register(documented, { id: "Me", description: "Who asks, and in which role." });

/** A user of a partner. */
export const user = z
  .object({
    ...model.shape,
    id,
    role: described(model.shape.role, "What the user may do."),
    addedAt: described(model.shape.addedAt, "When the user was let in."),
  })
  .register(documented, { id: "User", description: "Someone who signs in for a partner." });
