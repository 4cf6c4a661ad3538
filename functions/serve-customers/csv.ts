import type { Columns } from "../../shared/http/csv.ts";
import type { CustomerInList } from "../../shared/relationship/customer-answers.ts";
import { firstEndOf } from "../../shared/relationship/rules/grants.ts";

interface Row {
  readonly customer: CustomerInList;
  readonly relationship: CustomerInList["relationships"][number] | null;
}

/** The rows of customers: one for each relationship, and one for a customer without. */
export const customerRows = (customers: readonly CustomerInList[]): Row[] =>
  customers.flatMap((customer) =>
    (customer.relationships.length === 0 ? [null] : customer.relationships).map((relationship) => ({
      customer,
      relationship,
    })),
  );

/** The columns of a partner's customers. */
export const customerColumns: Columns<Row> = {
  id: ({ customer }) => customer.id,
  name: ({ customer }) => customer.name,
  organization: ({ customer }) => customer.organization,
  alias: ({ customer }) => customer.alias,
  domain: ({ customer }) => customer.domain,
  externalId: ({ customer }) => customer.externalId,
  tags: ({ customer }) => customer.tags,
  since: ({ customer }) => customer.since,
  relationship: ({ relationship }) => relationship?.relationship ?? null,
  status: ({ relationship }) => relationship?.status ?? null,
  adminPermissions: ({ relationship }) => relationship?.adminPermissions ?? null,
  expires: ({ relationship }) => relationship && firstEndOf(relationship),
};
