import { Refusal } from "../../../shared/kernel/refusal.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import type { TestTable } from "./table.ts";

/** What can be done at once in a setting, and what became of one. */
interface Race<Setting, Act extends string> {
  readonly acts: Readonly<Record<Act, (setting: Setting) => unknown>>;
  readonly aSetting: () => Promise<Setting>;
  /** What became of a setting, without what is only this setting's. */
  readonly stateOf: (setting: Setting) => Promise<unknown>;
  readonly product: () => { readonly store: TestTable; audit(): Promise<void> };
  /** The act of a sweep, which leaves what moved under its hands to the next one. */
  readonly sweep?: NoInfer<Act>;
}

/** What both were told, and what became of the setting. */
interface Outcome {
  readonly fast: unknown;
  readonly slow: unknown;
  readonly state: unknown;
}

/**
 * Every two acts on one setting: one after the other, and one held up by the other. Each time the setting is as at first,
 * restored from a copy of the table, and what the race before left is audited.
 */
export function raceOf<Setting, Act extends string>({ acts, aSetting, stateOf, product, sweep }: Race<Setting, Act>) {
  const names = Object.keys(acts) as Act[];
  let first: { readonly setting: Setting; readonly items: readonly RawItem[] } | undefined;
  const begin = async (): Promise<Setting> => {
    if (first === undefined) first = { setting: await aSetting(), items: await product().store.scan() };
    else {
      await product().audit();
      await product().store.restore(first.items);
    }
    return first.setting;
  };
  /** Does it, and answers what the actor was told: a word, that it is done, or why it was refused. */
  const attempt = async (act: Act, setting: Setting): Promise<unknown> => {
    try {
      const answer = await acts[act](setting);
      return typeof answer === "string" || typeof answer === "boolean" ? answer : "done";
    } catch (error) {
      return error instanceof Refusal ? error.kind : error;
    }
  };
  /** The slower act, once `holdUp` has said where it is held up by what. Null where it never came there. */
  const heldUp = async (
    slower: Act,
    faster: Act,
    holdUp: (act: () => Promise<unknown>) => (() => boolean) | null,
  ): Promise<Outcome | null> => {
    const setting = await begin();
    let fast: unknown;
    const wasHeldUp = holdUp(async () => (fast = await attempt(faster, setting)));
    let slow = await attempt(slower, setting);
    if (wasHeldUp?.() === false) return null;
    if (slower === sweep && slow === "left") slow = await attempt(slower, setting);
    return { fast, slow, state: await stateOf(setting) };
  };
  /** The slower act is held up before each of its reads but the first. */
  async function* atReads(slower: Act, faster: Act): AsyncGenerator<Outcome> {
    for (let nth = 2; ; nth++) {
      const outcome = await heldUp(slower, faster, (act) => product().store.beforeRead(nth, act));
      if (outcome === null) return;
      yield outcome;
    }
  }
  return {
    names,
    begin,
    pairs: names.flatMap((slower) => names.map((faster) => [slower, faster] as const)),
    attempt,
    /** The faster act first, then the slower one. */
    inTurn: async (slower: Act, faster: Act): Promise<Outcome> => {
      const setting = await begin();
      const fast = await attempt(faster, setting);
      return { fast, slow: await attempt(slower, setting), state: await stateOf(setting) };
    },
    /** The slower act is held up after it has read. */
    atWrite: (slower: Act, faster: Act): Promise<Outcome | null> =>
      heldUp(slower, faster, (act) => {
        product().store.before("TransactWriteItems", act);
        return null;
      }),
    atReads,
  };
}
