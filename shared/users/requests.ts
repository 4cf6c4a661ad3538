import * as z from "zod/mini";
import { cursorLike, pageQuery } from "../schema/parse.ts";
import { normalAddress } from "../schema/primitives.ts";
import { changedBy, fixed, readOnly } from "../schema/read-only.ts";
import { user } from "./model.ts";

const { role } = user.shape;

/** `POST /v1/operator/partners/{id}/admins`. */
export const adminBody = z.strictObject({ email: normalAddress });

/** `POST /v1/users`. */
export const newUserBody = z.strictObject({ ...adminBody.shape, role });

/** `PATCH /v1/users/{id}`. */
export const roleBody = z.strictObject({ role }).register(readOnly, {
  ...fixed("id", "partnerId", "version", "addedAt"),
  ...changedBy("An address cannot be changed. Add a user with the new address and remove this one.", "email"),
});

/** `GET /v1/users`. */
export const usersQuery = z.strictObject({
  ...pageQuery,
  cursor: cursorLike(/^[0-9a-f-]{36}$/),
});
