import { expect } from "vitest";
import { parseInvitation } from "../../shared/invitation/items/item.ts";
import { parsePartner } from "../../shared/partner/items/partners.ts";
import type { RawItem } from "../../shared/table/table.ts";
import { assertBalance, contoso, type Stack } from "../support/stack/stack.ts";
import type { Chapter } from "./chapters.ts";
import { crashesOf, strikesOn, type Strike } from "./strikes.ts";

const sameEverywhere = /Get|Query| (publish-events|record-delivery)\b|: \w*Throttl|: \w*Throughput|: RequestThrottled/;

/** SES may have reported a delivery before its sender has written that SES took the mail: then only the claim is left to write. */
const racing = /^dynamodb (TransactWriteItems|PutItem) send-mail:/;

/** Plays chapters under faults, and knows what it has struck. */
export function disturbanceOf(stack: () => Stack) {
  /** What was struck in an earlier chapter already, and is the same in every one. */
  const struck = new Set<string>();
  const struckCallers = new Set<string>();
  const faults = () => stack().local.parts.faults;

  /** All functions start cold when a chapter is looked at, and the one that is to be struck at its start. */
  async function makeCold(strike?: Strike): Promise<void> {
    const { functions } = stack().local.parts;
    if (strike?.cold === false) return;
    const cold = functions.filter(({ shortName }) => strike === undefined || strike.name.includes(` ${shortName}:`));
    expect(cold).not.toEqual([]);
    await Promise.all(cold.map((lambda) => lambda.stop()));
  }

  /** One chapter under one fault, to the end of both. */
  async function play({ begin }: Chapter, strike?: Strike): Promise<void> {
    const { act, ending } = await begin();
    await stack().local.idle();
    await makeCold(strike);
    faults().seen.clear();
    if (strike) faults().add(strike.fault);
    const whole = JSON.stringify(faults().pending);
    await act();
    await stack().local.idle();
    const seen = [...faults().seen];
    await settle(stack());
    const isMissed = strike !== undefined && JSON.stringify(faults().pending) === whole;
    if (isMissed) expect(strike.name, "nothing was struck").toMatch(racing);
    faults().clear();
    if (ending) {
      const { json } = await stack().ask(contoso, "GET", `/v1/invitations/${ending.id}`);
      expect(json).toMatchObject(ending.body);
    }
    expect(twins(await assertBalance(stack()))).toEqual([]);
    faults().seen.clear();
    for (const call of seen) faults().seen.add(call);
  }

  /** The strikes of a chapter: on every call that it makes, and on every function that makes one. */
  async function strikesIn(chapter: Chapter): Promise<Strike[]> {
    await play(chapter);
    const calls = [...faults().seen].filter((call) => !call.endsWith(" local") && chapter.about.test(call)).sort();
    const calling = new Set(calls.map((call) => call.split(" ").at(-1) ?? ""));
    const strikes = [...calls.flatMap(strikesOn), ...[...calling].flatMap(crashesOf)];
    return strikes.filter(({ name }) => {
      if (sameEverywhere.test(name) && struck.has(name)) return false;
      struck.add(name);
      for (const caller of calling) struckCallers.add(caller);
      return true;
    });
  }

  return { struck, struckCallers, play, strikesIn };
}

/** Lets time pass until nothing waits anywhere. */
export async function settle({ local }: Stack): Promise<void> {
  const waiting = () => local.parts.queues.filter(({ messages }) => messages.length > 0);
  for (let hours = 6; hours > 0; hours--) {
    await local.advance("PT1H");
    if (waiting().length === 0) return;
  }
  expect(waiting().map(({ shortName, messages }) => [shortName, messages])).toEqual([]);
}

/** Invitations and partners that are there twice: every chapter invites an address, or names a partner, of its own. */
function twins(items: readonly RawItem[]): unknown[] {
  const names = items.flatMap((item) => {
    if (item["entity"] === "invitation") return [parseInvitation(item).terms.customer.email];
    return item["entity"] === "partner" ? [parsePartner(item).displayName] : [];
  });
  return names.filter((name, at) => names.indexOf(name) !== at);
}
