import { describe, expect, it } from "vitest";
import { newAddress } from "../../../infra/local/actors/partner.ts";
import { createInvitation, mailsTo } from "../../support/stack/mailed.ts";
import { raiseStack } from "../../support/stack/stack.ts";
import { eventIdOf } from "../../../shared/events/envelope.ts";
import { eventKeys } from "../../../shared/events/stored-events.ts";

const stack = raiseStack();

const publishedIds = (): string[] =>
  stack()
    .published()
    .map(({ detail }) => (detail as { readonly metadata: { readonly eventId: string } }).metadata.eventId);
/** The queue of events that could not be published. */
const poison = () => stack().local.parts.queues.find(({ shortName }) => shortName === "poison")!;

describe("an event that the event bus permanently refuses", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["by the schedule", () => stack().local.advance("PT5M")],
    ["at once when an operator asks", () => stack().control.call("POST", "redrive", { queue: "poison" })],
  ])("is kept in a queue by its key, and published %s", async (_, republish) => {
    const email = newAddress();
    await stack().control.call("POST", "faults", {
      ...{ service: "eventbridge", operation: "PutEvents", error: "MalformedDetail", entry: 0, times: 1 },
    });
    const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
    await stack().local.idle();
    const missing = [1, 2].filter((sequence) => !publishedIds().includes(eventIdOf(id, sequence)));
    expect(missing).toHaveLength(1);
    const setAside = poison().messages.map(({ body }) => JSON.parse(body) as unknown);
    // Events of one write lie in one item.
    expect(setAside).toEqual([eventKeys.event(id, 2)]);

    await republish();
    await stack().local.idle();
    expect(poison().messages).toEqual([]);
    expect(publishedIds().filter((one) => one === eventIdOf(id, missing[0]!))).toHaveLength(1);
    expect(mailsTo(stack(), email)).toHaveLength(1);
  });
});

it("after two days without an answer from the event bus, the schedule publishes every event and each mail is sent once", async () => {
  const email = newAddress();
  const fault = { service: "eventbridge", operation: "PutEvents", error: "AccessDeniedException", times: 1_000_000 };
  await stack().control.call("POST", "faults", fault);
  const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
  await stack().local.advance("P2D");
  expect(poison().messages).not.toEqual([]);
  stack().local.parts.faults.clear();
  await stack().local.advance("PT10M");
  expect(poison().messages).toEqual([]);
  const found = publishedIds().filter((eventId) => eventId.startsWith(`${id}:`));
  expect(new Set(found)).toEqual(new Set([`${id}:1`, `${id}:2`]));
  expect(mailsTo(stack(), email)).toHaveLength(1);
});
