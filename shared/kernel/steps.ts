/** The state after some steps; as it was where there are none. */
export const afterSteps = <State>(before: State, steps: readonly { readonly after: State }[]): State =>
  steps.at(-1)?.after ?? before;

/** One thing after another: each begins with what the one before has left. */
export const inTurn = <State, Step extends { readonly after: State }>(
  before: State,
  ...acts: readonly ((current: State) => Step | readonly Step[] | null)[]
): Step[] => acts.reduce<Step[]>((steps, act) => steps.concat(act(afterSteps(before, steps)) ?? []), []);

/** An act on what is true now: what time has decided is written with it, and not at all where the act changes nothing. */
export function afterSettling<State, Step extends { readonly after: State }>(
  stored: State,
  settled: readonly Step[],
  act: (current: State) => Step | readonly Step[] | null,
): Step[] {
  const acted = inTurn(afterSteps(stored, settled), act);
  return acted.length === 0 ? [] : [...settled, ...acted];
}
