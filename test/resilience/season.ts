import { expect } from "vitest";
import { localCaller } from "../../infra/local/aws-endpoint.ts";
import { assertBalance, type Stack } from "../support/stack/stack.ts";
import { crashesOf, faultsOf, inTransactions, kindOf, type DerivedFault } from "./derived-faults.ts";
import { isRequested, type Scenario } from "./scenarios/scenario.ts";
import { scenariosOn } from "./scenarios/scenarios.ts";
import { settle } from "./settle.ts";

type Counts = Readonly<Record<string, number>>;

/**
 * A scenario that was played without faults: the kinds of its calls and the functions that ran, both once it was prepared,
 * and how many items it made.
 */
interface Recorded extends Scenario {
  readonly kinds: ReadonlySet<string>;
  readonly callers: ReadonlySet<string>;
  readonly made: Counts;
}

/** A repeated request must not make one of these twice. */
const counted = ["invitation", "relationship", "customer", "partner", "template"];
const countOf = (count: (entity: string) => number): Counts =>
  Object.fromEntries(counted.map((entity) => [entity, count(entity)]));

/** A write that not every run has: SES may report a delivery before the mailer has written that SES took the mail. */
const racing = /^dynamodb PutItem send-mail MAIL\/invitation$/;

/** A code may be tried five times only, so no other call of its function fails meanwhile. */
const alone = /^dynamodb UpdateItem serve-offer INV\/CODE$/;

/** The faults that did not occur: a function's calls of an operation must have failed as often as they were to fail. */
function missing(faults: readonly DerivedFault[], injected: Stack["injected"]): readonly DerivedFault[] {
  const seen = injected.map(({ caller, operation }) => `${operation} ${caller}`);
  return faults.filter(({ kind, caller }) => {
    const at = seen.indexOf(`${kind?.split(" ")[1] ?? "Invoke"} ${caller}`);
    if (at >= 0) seen.splice(at, 1);
    return at < 0;
  });
}

/** All scenarios, which can be played again with faults. */
export function seasonOn(stack: () => Stack) {
  const pending = () => stack().local.parts.faults;
  const recorded: Recorded[] = [];

  async function count(): Promise<Counts> {
    const items = await stack().scan();
    return countOf((wanted) => items.filter(({ entity }) => entity === wanted).length);
  }

  /**
   * Plays a scenario to its end, and reports every call that functions make once it is prepared: what prepares it does not
   * wait for what a function that failed does later.
   */
  async function play(
    { begin }: Scenario,
    { prepared, hear }: { readonly prepared: () => void; readonly hear: (kind: string, caller: string) => void },
  ): Promise<void> {
    const goOn = await begin();
    await stack().local.idle();
    prepared();
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

  /** Plays all scenarios without faults. */
  async function record(): Promise<void> {
    const invocations = () => new Map(stack().local.parts.functions.map((one) => [one.shortName, one.invocations]));
    for (const scenario of scenariosOn(stack().local, { send: stack().control.request })) {
      const kinds = new Set<string>();
      const before = await count();
      let calledBefore = invocations();
      await play(scenario, {
        prepared: () => (calledBefore = invocations()),
        hear: (kind) => kinds.add(kind),
      });
      const after = await count();
      const called = [...invocations()].filter(([name, times]) => times > (calledBefore.get(name) ?? 0));
      const made = countOf((entity) => (after[entity] ?? 0) - (before[entity] ?? 0));
      recorded.push({ ...scenario, kinds, callers: new Set(called.map(([name]) => name)), made });
    }
    await assertBalance(stack());
  }

  /** Every fault that the recorded calls lead to, each once. */
  function faults(): readonly DerivedFault[] {
    const kinds = new Set(recorded.flatMap(({ kinds }) => [...kinds]).toSorted());
    const callers = new Set(recorded.flatMap(({ callers }) => [...callers]).toSorted());
    const shared = inTransactions(kinds);
    const certain = [...kinds].filter((kind) => !racing.test(kind));
    const inOrder = [...certain.filter((kind) => alone.test(kind)), ...certain.filter((kind) => !alone.test(kind))];
    const derived = inOrder.flatMap((kind) => faultsOf(kind, shared));
    // A failed sign-in is repeated by hand; no scenario does that.
    return [...derived, ...[...callers].filter((name) => name !== "shape-token").flatMap(crashesOf)];
  }

  /**
   * The faults that can occur in one scenario without hiding each other: one for each kind of request, and one for each
   * function that is not requested. A mail may be lost to the latter, so it is played where the mail is asked for again.
   */
  function choose(left: Iterable<DerivedFault>, { asksAgain, kinds, callers }: Recorded): readonly DerivedFault[] {
    const chosen = new Map<string, DerivedFault>();
    const askedAgain = ({ kind }: DerivedFault): boolean =>
      kind === null || recorded.some((one) => one.asksAgain && one.kinds.has(kind));
    for (const fault of left) {
      const { kind, caller } = fault;
      if (kind === null ? !callers.has(caller) : !kinds.has(kind)) continue;
      if (!asksAgain && !isRequested(caller) && askedAgain(fault)) continue;
      const place = isRequested(caller) && kind !== null && !alone.test(kind) ? kind : caller;
      if (!chosen.has(caller) && !chosen.has(place)) chosen.set(place, fault);
    }
    return [...chosen.values()];
  }

  /** Plays the scenarios in which some of these faults can occur, and audits the stack. Returns those that occurred. */
  async function playUnder(
    left: readonly DerivedFault[],
  ): Promise<{ readonly occurred: ReadonlySet<DerivedFault>; readonly failure: string | null }> {
    const occurred = new Set<DerivedFault>();
    await stack().local.reset();
    const { injected } = stack();
    const injectedBefore = injected.length;
    const before = await count();
    const played: Recorded[] = [];
    const inject = (fault: DerivedFault): void => {
      pending().add(fault.fault);
      occurred.add(fault);
    };
    for (const scenario of recorded) {
      const chosen = choose(new Set(left).difference(occurred), scenario);
      if (chosen.length === 0) continue;
      played.push(scenario);
      const aimed = new Map(chosen.map((fault) => [fault.kind, fault]));
      const begun = injected.length;
      try {
        await play(scenario, {
          prepared: () => chosen.filter(({ kind }) => kind === null).forEach(inject),
          hear: (kind) => {
            const fault = aimed.get(kind);
            if (fault !== undefined && !occurred.has(fault)) inject(fault);
          },
        });
      } catch (error) {
        const failure = `${scenario.name}, under ${chosen.map(({ name }) => name).join("; ")}: ${String(error)}`;
        return { occurred: new Set([...occurred, ...chosen]), failure };
      }
      for (const fault of missing(chosen, injected.slice(begun))) occurred.delete(fault);
    }
    await assertBalance({ ...stack(), injected: injected.slice(injectedBefore) });
    const made = countOf((entity) =>
      played.reduce((sum, scenario) => sum + (scenario.made[entity] ?? 0), before[entity] ?? 0),
    );
    expect(await count()).toEqual(made);
    return { occurred, failure: null };
  }

  return { record, faults, playUnder };
}
