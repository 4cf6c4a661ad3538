import type { Cause } from "../../events/envelope.ts";
import type { Refusal } from "../../kernel/refusal.ts";
import type { Dependencies } from "../../transaction/dependencies.ts";
import { counterOf, countOpen, usedPlace, type Counter } from "../items/quotas.ts";
import { limitOf, quotaRefusal, wantedQuotas } from "./counted-quotas.ts";

/** Something that would go to an address (its pseudonym). */
export interface Sending {
  readonly address: string;
  /** Change in the number of open invitations. */
  readonly opened: number;
}

/**
 * What is left of the partner's quotas, which what would be sent uses up as sending would. `ahead`: how many others would be sent
 * before, to other addresses.
 */
export async function quotaRoom(
  { table, policy }: Pick<Dependencies, "table" | "policy">,
  sending: readonly Sending[],
  { partnerId, now }: Cause,
  ahead = 0,
) {
  const quotasOf = (one: Sending) => wantedQuotas(policy, { partnerId, ...one }, now);
  const named = sending.flatMap(quotasOf).map((counter): [string, typeof counter] => [nameOf(counter), counter]);
  const used = new Map(await table.read(new Map(named.map(([name, counter]) => [name, usedPlace(counter)]))));
  const open = nameOf(counterOf("open", partnerId, "", now));
  if ((used.get(open) ?? 0) + ahead + sending.filter(({ opened }) => opened > 0).length > limitOf(policy, "open")) {
    used.set(open, await countOpen(table, partnerId));
  }
  const isOfAddress = ({ quota }: { readonly quota: string }): boolean => quota === "address";
  return {
    take(one: Sending): Refusal | null {
      const wanted = quotasOf(one);
      const full = wanted.find(
        (counter) => (used.get(nameOf(counter)) ?? 0) + (isOfAddress(counter) ? 0 : ahead) >= counter.limit,
      );
      if (full) return quotaRefusal(full.quota, policy, now);
      for (const counter of wanted) used.set(nameOf(counter), (used.get(nameOf(counter)) ?? 0) + 1);
      return null;
    },
  };
}

const nameOf = ({ key: { PK, SK }, name }: Counter): string => [PK, SK, name].join("\n");
