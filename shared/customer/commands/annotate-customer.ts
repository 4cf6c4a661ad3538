import type { Cause } from "../../events/envelope.ts";
import { isId } from "../../kernel/ids.ts";
import { notFound } from "../../kernel/refusal.ts";
import type { Reads } from "../../transaction/commit.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { execute } from "../../transaction/execute.ts";
import { assertAtVersion, type ExpectedVersions } from "../../transaction/expected-version.ts";
import { annotationWrites, partnerCustomerPlace } from "../items/customers.ts";
import { customerPlace } from "../items/item.ts";
import { annotateCustomer as annotate, type Annotations } from "../rules/annotations.ts";

/** Changes what a partner calls a customer, and its tags. Refuses a customer that the partner does not know. */
export async function annotateCustomer(
  { table }: Pick<Dependencies, "table">,
  customerId: string,
  input: Annotations,
  cause: Cause,
  expected: ExpectedVersions,
): Promise<void> {
  const load = async (reads: Reads) => {
    if (!isId("customer", customerId)) throw notFound("customer");
    const { known, account } = await reads.read({
      known: partnerCustomerPlace(cause.partnerId, customerId),
      account: customerPlace(customerId),
    });
    if (known === null || account === null) throw notFound("customer");
    assertAtVersion({ version: known.annotations }, expected);
    return { known, account };
  };
  await execute(table, cause, load, ({ known, account }) => {
    const annotated = annotate(known, input, account.sandbox !== null);
    const writes =
      annotated === null ? [] : annotationWrites(known, annotated.after, { account, event: annotated.event, cause });
    return { answer: () => undefined, writes };
  });
}
