import * as z from "zod/mini";
import { customer } from "../customer/answers.ts";
import { contact, partnerCustomer } from "../customer/model.ts";
import type { DeepReadonly } from "../kernel/deep-readonly.ts";
import { described } from "../openapi/values.ts";
import { documented } from "../schema/documented.ts";
import { text } from "../schema/values.ts";
import { relationship } from "./answers.ts";

/** A customer in a partner's list. */
export const customerInList = z
  .strictObject({
    id: customer.shape.id,
    version: partnerCustomer.shape.version,
    ...z.pick(customer, { name: true, verified: true, externalId: true, attended: true }).shape,
    organization: described(partnerCustomer.shape.organization, "The partner's own name for it, if it gave one."),
    alias: described(partnerCustomer.shape.alias, "What the partner calls it now; null if it has set none."),
    tags: described(partnerCustomer.shape.tags, "The partner's own words for some of its customers."),
    domain: z.nullable(partnerCustomer.shape.domain),
    since: partnerCustomer.shape.since,
    relationships: z.array(relationship),
  })
  .register(documented, {
    id: "CustomerInList",
    description: "A customer of the partner, without contacts and services.",
  });
export type CustomerInList = DeepReadonly<z.output<typeof customerInList>>;

/** A customer as its partner sees it. */
export const customerOfPartner = z
  .strictObject({
    ...customerInList.shape,
    contacts: z.array(
      z.strictObject({
        ...contact.shape,
        administrator: described(z.boolean(), "Whether the person is an administrator of the customer now."),
      }),
    ),
    services: z.array(
      z.strictObject({
        id: described(text, "Id of the service in the catalogue."),
        name: text,
        adminUrl: text,
        permissions: described(z.array(text), "Granted permissions for this service."),
        manageable: described(z.boolean(), "Whether the partner can manage it now. Others are not listed."),
        manageableWithoutPermission: z.boolean(),
      }),
    ),
  })
  .register(documented, { id: "Customer", description: "A customer of the partner, with people and services." });
export type CustomerOfPartner = DeepReadonly<z.output<typeof customerOfPartner>>;
