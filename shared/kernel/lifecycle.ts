import { Refusal } from "./refusal.ts";

/** An aggregate with a status. */
interface Stateful {
  readonly status: string;
}

/** What a guard reads of a lifecycle's row. */
interface Start<Status extends string> {
  readonly action: string;
  readonly from: readonly Status[];
}

/** An aggregate that is known to have one of some statuses. */
export type InStatus<State extends Stateful, Status extends string> = State & { readonly status: Status };

/** Lets an action pass on an aggregate that has a status of its row, or refuses with the statuses it may start from. */
export function allowFrom<State extends Stateful, Row extends Start<State["status"]>>(
  thing: "invitation" | "relationship" | "request" | "job",
  row: Row,
  state: State,
): InStatus<State, Row["from"][number]> {
  if (startsAt(row, state)) return state;
  const { action, from } = row;
  throw new Refusal("wrong-state", `The ${thing} is ${state.status}; "${action}" starts from ${from.join(" or ")}.`, {
    [`${thing}Status`]: state.status,
    allowed: from,
  });
}

const startsAt = <State extends Stateful, Row extends Start<State["status"]>>(
  { from }: Row,
  state: State,
): state is InStatus<State, Row["from"][number]> => from.some((status) => status === state.status);
