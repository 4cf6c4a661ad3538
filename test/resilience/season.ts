import { expect } from "vitest";
import { localCaller } from "../../infra/local/aws-endpoint.ts";
import { assertBalance, contoso, type Stack } from "../support/stack/stack.ts";
import { chaptersOn } from "./chapters.ts";
import { crashesOf, faultsOf, inTransactions, kindOf, type DerivedFault } from "./derived-faults.ts";
import { portalChaptersOn } from "./portal-chapters.ts";
import { scenesOn } from "./scenes.ts";
import { idle, settle } from "./settle.ts";

/** A part of the season, which knows nothing of the others. */
interface Story {
  readonly name: string;
  /** Whether it goes on when a mail is lost on its way. */
  readonly asksAgain: boolean;
  /** Begins undisturbed, and answers how it goes on. */
  readonly begin: () => Promise<() => Promise<unknown>>;
}

type Counts = Readonly<Record<string, number>>;

/** A story in which nothing went wrong: its kinds of calls, who made them, and how many items it left. */
interface Recorded extends Story {
  readonly kinds: ReadonlySet<string>;
  readonly callers: ReadonlySet<string>;
  readonly made: Counts;
}

/** Nobody has one of these twice because a request was repeated. */
const counted = ["invitation", "relationship", "customer", "partner", "template"];
const countOf = (count: (entity: string) => number): Counts =>
  Object.fromEntries(counted.map((entity) => [entity, count(entity)]));

/** SES may have reported a delivery before its sender has written that SES took the mail: then only the claim is left to write. */
const racing = /^dynamodb PutItem send-mail MAIL\/invitation$/;

/** A code may be tried five times only, so that nothing else of its function is struck meanwhile. */
const alone = /^dynamodb UpdateItem serve-offer INV\/CODE$/;

/** Who asks a function hears of its failure and asks again; the others are called again by a queue, a stream or a schedule. */
const isAsked = (caller: string): boolean => /^(serve|receive)-/.test(caller);

/** Those of which no strike was seen: as many of a function's calls of an operation must have failed as were to fail. */
function unstruck(faults: readonly DerivedFault[], strikes: Stack["strikes"]): readonly DerivedFault[] {
  const seen = strikes.map(({ caller, operation }) => `${operation} ${caller}`);
  return faults.filter(({ kind, caller }) => {
    const at = seen.indexOf(`${kind?.split(" ")[1] ?? "Invoke"} ${caller}`);
    if (at >= 0) seen.splice(at, 1);
    return at < 0;
  });
}

/** A season of everything that happens in Rapport, to be played again with faults in it. */
export function seasonOn(stack: () => Stack) {
  const pending = () => stack().local.parts.faults;
  const recorded: Recorded[] = [];

  function stories(): readonly Story[] {
    const chapters = [...chaptersOn(stack), ...portalChaptersOn(stack)];
    const ofChapters = chapters.map(({ name, begin }) => ({
      name,
      asksAgain: true,
      begin: async () => {
        const { act, ending } = await begin();
        await stack().local.idle();
        return async () => {
          await act();
          await stack().local.idle();
          await settle(stack().local);
          if (ending === undefined) return;
          const { json } = await stack().ask(contoso, "GET", `/v1/invitations/${ending.id}`);
          expect(json).toMatchObject(ending.body);
        };
      },
    }));
    const { local } = stack();
    const scenes = scenesOn(local, () => idle(local));
    return [...ofChapters, ...scenes.map(({ name, play }) => ({ name, asksAgain: false, begin: async () => play }))];
  }

  async function count(): Promise<Counts> {
    const items = await stack().scan();
    return countOf((wanted) => items.filter(({ entity }) => entity === wanted).length);
  }

  /** Plays a story to its end, and tells of every call that functions make once it has begun. */
  async function play({ begin }: Story, hear: (kind: string, caller: string) => void): Promise<void> {
    const goOn = await begin();
    pending().watch = (call) => {
      if (call.caller !== localCaller) hear(kindOf(call), call.caller);
    };
    try {
      await goOn();
      await stack().local.idle();
      await settle(stack().local);
    } finally {
      pending().watch = () => undefined;
      pending().clear();
    }
  }

  /** Plays all of it with nothing in its way. */
  async function record(): Promise<void> {
    const invocations = () => new Map(stack().local.parts.functions.map((one) => [one.shortName, one.invocations]));
    for (const story of stories()) {
      const kinds = new Set<string>();
      const [before, calledBefore] = [await count(), invocations()];
      await play(story, (kind) => kinds.add(kind));
      const after = await count();
      const called = [...invocations()].filter(([name, times]) => times > (calledBefore.get(name) ?? 0));
      const made = countOf((entity) => (after[entity] ?? 0) - (before[entity] ?? 0));
      recorded.push({ ...story, kinds, callers: new Set(called.map(([name]) => name)), made });
    }
    await assertBalance(stack());
  }

  /** Every fault that the recorded calls lead to, each once. */
  function faults(): readonly DerivedFault[] {
    const kinds = new Set(recorded.flatMap((story) => [...story.kinds]).toSorted());
    const callers = new Set(recorded.flatMap((story) => [...story.callers]).toSorted());
    const shared = inTransactions(kinds);
    const struck = [...kinds].filter((kind) => !racing.test(kind));
    const inOrder = [...struck.filter((kind) => alone.test(kind)), ...struck.filter((kind) => !alone.test(kind))];
    const derived = inOrder.flatMap((kind) => faultsOf(kind, shared));
    // Who signs in and fails tries again by hand; nothing waits for that.
    return [...derived, ...[...callers].filter((name) => name !== "shape-token").flatMap(crashesOf)];
  }

  /**
   * What can strike in a story without one fault hiding another: one for each kind of request, and a single one of a function
   * that is not asked. A mail may be lost to it, so it strikes where somebody asks again, if anybody does.
   */
  function choose(left: Iterable<DerivedFault>, { asksAgain, kinds, callers }: Recorded): readonly DerivedFault[] {
    const chosen = new Map<string, DerivedFault>();
    const askedAgain = ({ kind }: DerivedFault): boolean =>
      kind === null || recorded.some((story) => story.asksAgain && story.kinds.has(kind));
    for (const fault of left) {
      const { kind, caller } = fault;
      if (kind === null ? !callers.has(caller) : !kinds.has(kind)) continue;
      if (!asksAgain && !isAsked(caller) && askedAgain(fault)) continue;
      const place = isAsked(caller) && kind !== null && !alone.test(kind) ? kind : caller;
      if (!chosen.has(caller) && !chosen.has(place)) chosen.set(place, fault);
    }
    return [...chosen.values()];
  }

  /** Plays what some of these faults can strike, and audits it. Answers those that struck, and what went wrong. */
  async function playUnder(
    left: readonly DerivedFault[],
  ): Promise<{ readonly struck: ReadonlySet<DerivedFault>; readonly failure: string | null }> {
    const struck = new Set<DerivedFault>();
    await stack().local.reset();
    const { strikes } = stack();
    const begun = strikes.length;
    const before = await count();
    const played: Recorded[] = [];
    for (const story of recorded) {
      const chosen = choose(new Set(left).difference(struck), story);
      if (chosen.length === 0) continue;
      played.push(story);
      const aimed = new Map(chosen.map((fault) => [fault.kind, fault]));
      const begunStory = strikes.length;
      for (const fault of chosen.filter(({ kind }) => kind === null)) {
        pending().add(fault.fault);
        struck.add(fault);
      }
      try {
        await play(story, (kind) => {
          const fault = aimed.get(kind);
          if (fault === undefined || struck.has(fault)) return;
          pending().add(fault.fault);
          struck.add(fault);
        });
      } catch (error) {
        const failure = `${story.name}, under ${chosen.map(({ name }) => name).join("; ")}: ${String(error)}`;
        return { struck: new Set([...struck, ...chosen]), failure };
      }
      for (const fault of unstruck(chosen, strikes.slice(begunStory))) struck.delete(fault);
    }
    await assertBalance({ ...stack(), strikes: strikes.slice(begun) });
    const made = countOf((entity) =>
      played.reduce((sum, story) => sum + (story.made[entity] ?? 0), before[entity] ?? 0),
    );
    expect(await count()).toEqual(made);
    return { struck, failure: null };
  }

  return { record, faults, playUnder };
}
