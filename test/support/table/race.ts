import { Refusal } from "../../../shared/kernel/refusal.ts";
import type { TestTable } from "./table.ts";

/** What can be done at once in a scene, and what became of one. */
interface Race<Scene, Act extends string> {
  readonly acts: Readonly<Record<Act, (scene: Scene) => unknown>>;
  readonly aScene: () => Promise<Scene>;
  /** What became of a scene, without what is only this scene's. */
  readonly stateOf: (scene: Scene) => Promise<unknown>;
  readonly store: () => TestTable;
  /** The act of a sweep, which leaves what moved under its hands to the next one. */
  readonly sweep?: NoInfer<Act>;
}

/** What both were told, and what became of the scene. */
interface Outcome {
  readonly fast: unknown;
  readonly slow: unknown;
  readonly state: unknown;
}

/** Every two acts on one scene: one after the other, and one held up by the other. Each time in a new scene. */
export function raceOf<Scene, Act extends string>({ acts, aScene, stateOf, store, sweep }: Race<Scene, Act>) {
  const names = Object.keys(acts) as Act[];
  /** Does it, and answers what the actor was told: a word, that it is done, or why it was refused. */
  const told = async (act: Act, scene: Scene): Promise<unknown> => {
    try {
      const answer = await acts[act](scene);
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
    const scene = await aScene();
    let fast: unknown;
    const wasHeldUp = holdUp(async () => (fast = await told(faster, scene)));
    let slow = await told(slower, scene);
    if (wasHeldUp?.() === false) return null;
    if (slower === sweep && slow === "left") slow = await told(slower, scene);
    return { fast, slow, state: await stateOf(scene) };
  };
  /** The slower act is held up before each of its reads but the first. */
  async function* atReads(slower: Act, faster: Act): AsyncGenerator<Outcome> {
    for (let nth = 2; ; nth++) {
      const outcome = await heldUp(slower, faster, (act) => store().beforeRead(nth, act));
      if (outcome === null) return;
      yield outcome;
    }
  }
  return {
    names,
    pairs: names.flatMap((slower) => names.map((faster) => [slower, faster] as const)),
    told,
    /** The faster act first, then the slower one. */
    inTurn: async (slower: Act, faster: Act): Promise<Outcome> => {
      const scene = await aScene();
      const fast = await told(faster, scene);
      return { fast, slow: await told(slower, scene), state: await stateOf(scene) };
    },
    /** The slower act is held up after it has read. */
    atWrite: (slower: Act, faster: Act): Promise<Outcome | null> =>
      heldUp(slower, faster, (act) => {
        store().before("TransactWriteItems", act);
        return null;
      }),
    atReads,
  };
}
