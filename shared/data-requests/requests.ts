import * as z from "zod/mini";
import { documented } from "../schema/documented.ts";
import { cursorLike, pageQuery } from "../schema/parse.ts";
import { normalAddress, orDefault } from "../schema/primitives.ts";

/** `POST /v1/operator/exports`. */
export const exportBody = z.strictObject({ email: normalAddress });

/** `POST /v1/operator/erasures`. */
export const erasureBody = z.strictObject({
  email: normalAddress,
  unattended: orDefault(z.boolean(), false).register(documented, {
    description: "Whether customers may be left without an administrator.",
  }),
});

/** `GET /v1/operator/exports/{id}`. */
export const exportQuery = z.strictObject({ ...pageQuery, cursor: cursorLike(/^[0-9a-f]{64}$/) });
