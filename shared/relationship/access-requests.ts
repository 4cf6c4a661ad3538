import * as z from "zod/mini";
import type { FaultCode } from "../kernel/fault-code.ts";
import { permissions } from "../policy/permissions.ts";
import { services } from "../policy/services.ts";
import { documented } from "../schema/documented.ts";
import { eachMayBeLeftOut, line, mayBeLeftOut, moment } from "../schema/primitives.ts";
import { idOf } from "../schema/values.ts";

const customerId = idOf("customer");
const partnerId = idOf("partner");
const userWords = { description: "Id of a user of the partner; without it, the partner is meant." };
const asked = {
  permission: z
    .enum(permissions.map(({ id }) => id))
    .register(documented, { description: "Id of a permission. Either this or `service`." }),
  service: z
    .enum(services.map(({ id }) => id))
    .register(documented, { description: "Id of a service, which any permission for it opens." }),
  user: line(128).register(documented, userWords),
};

const oneOfBoth = z.refine<{ readonly permission?: string | undefined; readonly service?: string | undefined }>(
  ({ permission, service }) => (permission === undefined) !== (service === undefined),
  {
    path: ["permission"],
    error: "Name either a permission or a service.",
    params: { code: "invalid" satisfies FaultCode },
  },
);

const query = z.partial(z.strictObject(asked)).shape;

/** `GET /v1/access`. */
export const accessQuery = z.strictObject({ customerId, ...query }).check(oneOfBoth);

/** `GET /v1/operator/access`. */
export const operatorAccessQuery = z.strictObject({ partnerId, customerId, ...query }).check(oneOfBoth);

const use = {
  ...eachMayBeLeftOut(asked),
  user: mayBeLeftOut(asked.user).register(documented, userWords),
  at: mayBeLeftOut(moment).register(documented, {
    description: "When it was used: now by default, not in the future. Of several uses the date of the newest stays.",
  }),
};

/** `POST /v1/access/uses`. */
export const useBody = z.strictObject({ customerId, ...use }).check(oneOfBoth);

/** `POST /v1/operator/access/uses`. */
export const operatorUseBody = z.strictObject({ partnerId, customerId, ...use }).check(oneOfBoth);
