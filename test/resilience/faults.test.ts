import { describe, expect, it } from "vitest";
import { functionNames } from "../../shared/names.ts";
import { parseInvitation } from "../../shared/store/invitation-items.ts";
import { parsePartner } from "../../shared/store/partners.ts";
import type { RawItem } from "../../shared/store/table.ts";
import { assertBalance, contoso, raiseStack } from "../support/stack.ts";
import { anAddress, invite, mailedInvitation, mailsTo } from "../support/mailed.ts";
import { chaptersOn, type Chapter } from "./chapters.ts";
import { portalChaptersOn } from "./portal-chapters.ts";
import { systemChaptersOn } from "./system-chapters.ts";
import { crashesOf, strikesOn, type Strike } from "./strikes.ts";

const stack = raiseStack();
/** What was struck in an earlier chapter already, and is the same in every one. */
const struck = new Set<string>();
const struckCallers = new Set<string>();
const sameEverywhere = /Get|Query| (publish-events|record-delivery)\b|: \w*Throttl|: \w*Throughput|: RequestThrottled/;

/** SES may have reported a delivery before its sender has written that SES took the mail: then only the claim is left to write. */
const racing = /^dynamodb (TransactWriteItems|PutItem) send-mail:/;

const faults = () => stack().local.parts.faults;
const makeCold = () => Promise.all(stack().local.parts.functions.map((lambda) => lambda.stop()));

/** Lets time pass until nothing waits anywhere. */
async function settle(): Promise<void> {
  const waiting = () => stack().local.parts.queues.filter(({ messages }) => messages.length > 0);
  for (let hours = 6; hours > 0; hours--) {
    await stack().local.advance("PT1H");
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

/** One chapter under one fault, to the end of both. */
async function play({ begin }: Chapter, strike?: Strike): Promise<void> {
  const { act, ending } = await begin();
  await stack().local.idle();
  if (strike === undefined || strike.cold) await makeCold();
  faults().seen.clear();
  if (strike) faults().add(strike.fault);
  const whole = JSON.stringify(faults().pending);
  await act();
  await stack().local.idle();
  const seen = [...faults().seen];
  await settle();
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
  const callers = new Set(calls.map((call) => call.split(" ").at(-1) ?? ""));
  const strikes = [...calls.flatMap(strikesOn), ...[...callers].flatMap(crashesOf)];
  return strikes.filter(({ name }) => {
    if (sameEverywhere.test(name) && struck.has(name)) return false;
    struck.add(name);
    for (const caller of callers) struckCallers.add(caller);
    return true;
  });
}

describe("whatever goes wrong once, the books balance in the end when", () => {
  it.each([...chaptersOn(stack), ...portalChaptersOn(stack), ...systemChaptersOn(stack)])("$name", async (chapter) => {
    await stack().local.reset();
    const strikes = await strikesIn(chapter);
    const wrong: string[] = [];
    for (const strike of strikes) {
      await play(chapter, strike).catch(async (error: unknown) => {
        wrong.push(`${strike.name}: ${String(error)}`);
        await stack().local.reset();
      });
    }
    expect(strikes.length).toBeGreaterThan(3);
    expect(wrong).toEqual([]);
  });
});

describe("while SES is down for a day", () => {
  it.each([
    { error: "Throttling", reminders: 1, why: "it surely has not taken any" },
    { error: "ServiceUnavailable", reminders: 0, why: "nobody knows what it took, and a reminder is not sent twice" },
  ])("$error: invitations wait, and $reminders of the reminders, for $why", async ({ error, reminders }) => {
    const { local } = stack();
    await local.reset();
    const reminded = await mailedInvitation(stack(), { reminders: ["P3D"] });
    await local.advance("P2D");
    await local.advance("PT12H");
    faults().add({ service: "ses", operation: "SendRawEmail", error, times: 10_000 });
    const waiting = [anAddress(), anAddress()];
    for (const email of waiting) expect((await invite(stack(), { customer: { email } })).status).toBe(201);
    await local.advance("PT12H");
    await local.advance("PT12H");
    expect(local.mails).toHaveLength(1);
    faults().clear();
    await settle();
    for (const email of waiting) expect(mailsTo(stack(), email)).toHaveLength(1);
    expect(mailsTo(stack(), reminded.email)).toHaveLength(1 + reminders);
    await assertBalance(stack());
  });
});

it("every function that calls anybody was struck, and at the calls that only another fault leads to", () => {
  const silent = ["serve-public", "shape-token"];
  expect([...struckCallers].sort()).toEqual(functionNames.filter((name) => !silent.includes(name)).sort());
  const rare = [
    "dynamodb DeleteItem send-mail",
    "sqs ChangeMessageVisibility send-mail",
    "sqs SendMessage publish-events",
    "dynamodb GetItem publish-events",
  ];
  expect(rare.filter((call) => ![...struck].some((name) => name.startsWith(call)))).toEqual([]);
});
