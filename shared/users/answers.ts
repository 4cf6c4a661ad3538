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
    role: described(z.enum(roles), "The caller's current role, regardless of the token."),
    partnerId: described(z.nullable(idOf("partner")), "The caller's partner; null for the operator."),
  })
  .register(documented, { id: "Me", description: "The caller and their role." });

/** A user of a partner. */
export const user = z
  .object({
    ...model.shape,
    id,
    role: described(model.shape.role, "The user's role."),
    addedAt: described(model.shape.addedAt, "When the user was added."),
  })
  .register(documented, { id: "User", description: "A user who signs in for a partner." });
