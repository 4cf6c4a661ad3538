import * as z from "zod/mini";
import { customer as account } from "../../shared/customer/answers.ts";
import { schemaOf } from "../../shared/openapi/description.ts";
import { relationship } from "../../shared/relationship/answers.ts";
import { described } from "../../shared/openapi/values.ts";
import { idOf, text, version } from "../../shared/schema/values.ts";
import { documented } from "../../shared/schema/documented.ts";
import { instant } from "../../shared/schema/primitives.ts";
import type { customerBody, customerRow } from "./view.ts";

const row = {
  id: idOf("customer"),
  version,
  ...z.pick(account, { name: true, verified: true, externalId: true, attended: true }).shape,
  organization: described(z.nullable(text), "What the partner calls it; null where it never said."),
  domain: z.nullable(text),
  since: instant,
  relationships: z.array(relationship),
};

/** A customer in the list. */
export const customerInList = schemaOf<ReturnType<typeof customerRow>>()(z.strictObject(row)).register(documented, {
  id: "CustomerInList",
  description: "A customer of the partner, in short.",
});

/** One customer. */
export const customer = schemaOf<ReturnType<typeof customerBody>>()(
  z.strictObject({
    ...row,
    contacts: z.array(z.strictObject({ name: z.nullable(text), email: text, title: z.nullable(text) })),
    services: z.array(
      z.strictObject({
        id: described(text, "Id of the service in the catalogue."),
        name: text,
        adminUrl: text,
        permissions: described(z.array(text), "The granted permissions that open it."),
        manageableWithoutPermission: z.boolean(),
      }),
    ),
  }),
).register(documented, { id: "Customer", description: "A customer of the partner, with people and services." });
