import { Refusal } from "./refusal.ts";

/** Lets an action pass from a status, or refuses with the statuses that its row may start from. */
export function assertStartsFrom<Status extends string>(
  thing: "invitation" | "relationship",
  { action, from }: { readonly action: string; readonly from: readonly Status[] },
  status: Status,
): void {
  if (from.includes(status)) return;
  throw new Refusal("wrong-state", `The ${thing} is ${status}; "${action}" starts from ${from.join(" or ")}.`, {
    [`${thing}Status`]: status,
    allowed: from,
  });
}
