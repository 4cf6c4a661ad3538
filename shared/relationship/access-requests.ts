import * as z from "zod/mini";
import type { FaultCode } from "../kernel/fault-code.ts";
import { permissions } from "../policy/permissions.ts";
import { services } from "../policy/services.ts";
import { documented } from "../schema/documented.ts";
import { line } from "../schema/primitives.ts";
import { idOf } from "../schema/values.ts";

const asked = {
  customerId: idOf("customer"),
  permission: z.optional(
    z
      .enum(permissions.map(({ id }) => id))
      .register(documented, { description: "Id of a permission. Either this or `service`." }),
  ),
  service: z.optional(
    z
      .enum(services.map(({ id }) => id))
      .register(documented, { description: "Id of a service, which any permission for it opens." }),
  ),
  user: z.optional(
    line(128).register(documented, { description: "Id of a user of the partner; without it, the partner is meant." }),
  ),
};

const oneOfBoth = z.refine<{ readonly permission?: string | undefined; readonly service?: string | undefined }>(
  ({ permission, service }) => (permission === undefined) !== (service === undefined),
  {
    path: ["permission"],
    error: "Name either a permission or a service.",
    params: { code: "invalid" satisfies FaultCode },
  },
);

/** `GET /v1/access`. */
export const accessQuery = z.strictObject(asked).check(oneOfBoth);

/** `GET /v1/operator/access`. */
export const operatorAccessQuery = z.strictObject({ partnerId: idOf("partner"), ...asked }).check(oneOfBoth);
