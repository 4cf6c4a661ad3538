import type { EventOf } from "../../events/all.ts";
import { saysTheSame } from "../../kernel/equality.ts";
import type { PartnerCustomer } from "../model.ts";

const fields = ["alias", "tags"] as const;

/** What a partner may write of a customer for itself; what is absent stays. */
export interface Annotations {
  readonly alias?: string | null | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** A changed customer of a partner, with its event. */
export interface AnnotatedCustomer {
  readonly after: PartnerCustomer;
  readonly event: EventOf<"CustomerAnnotated">;
}

/** Changes alias and tags; null if nothing changes. */
export function annotateCustomer(
  before: PartnerCustomer,
  { alias = before.alias, tags = before.tags }: Annotations,
  sandbox: boolean,
): AnnotatedCustomer | null {
  const after = { ...before, alias, tags: [...new Set(tags)], annotations: before.annotations + 1 };
  const changed = fields.filter((field) => !saysTheSame(after[field], before[field]));
  if (changed.length === 0) return null;
  const { customerId, partnerId, annotations: sequence } = after;
  return {
    after,
    event: {
      ...{ type: "CustomerAnnotated", aggregate: `${customerId}/${partnerId}`, sequence, sandbox },
      data: { annotations: { customerId, partnerId, alias, tags: after.tags }, changed },
    },
  };
}
