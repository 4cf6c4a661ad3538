import { describe, expect, test } from "vitest";
import { checkHistory } from "../../../infra/commands/history.ts";
import { erase, type Salts } from "../../../shared/events/chain.ts";
import type { DomainEvent, HasEvents } from "../../../shared/events/event.ts";
import { aggregateWrites, eventItem, parseLink, type Link } from "../../../shared/events/stored-events.ts";
import { put } from "../../../shared/table/writes.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { ids } from "../../support/builders/builders.ts";
import { aCause } from "../../support/builders/some-events.ts";

const email = "anna@customer.example";
const about = (sequence: number): DomainEvent => ({
  ...{ type: "InvitationReminded", aggregate: ids.invitation, sequence, sandbox: false },
  data: {
    invitation: { id: ids.invitation, customer: { email, contactName: null }, createdBy: { email: "b@p.example" } },
  },
});

/** The state of an invitation and its events, three writes with one, two and one event. */
function history(): { readonly state: RawItem; readonly links: RawItem[] } {
  let state: HasEvents | null = null;
  const links: RawItem[] = [];
  for (const events of [[about(1)], [about(2), about(3)], [about(4)]]) {
    const writes = aggregateWrites(state, aCause(), events, (newest) =>
      put({ PK: `INV#${ids.invitation}`, SK: "DELIVERY" }, "other", { version: 1, ...newest }),
    );
    const [stateWrite, eventWrite] = writes.map((write) => (write.kind === "put" ? write.item : {}));
    state = stateWrite as HasEvents;
    links.push(eventWrite as RawItem);
  }
  return { state: state as RawItem, links };
}
const faultsOf = async (items: readonly RawItem[]) => (await checkHistory(items)).faults;
const sealed = ({ links, state }: ReturnType<typeof history>) => [state, ...links];
const changed = (item: RawItem, change: (link: Link) => Partial<Link>) => {
  const link = parseLink(item);
  return eventItem({ ...link, ...change(link) });
};

describe("a history", () => {
  test("is whole as it was written, in any order of its items", async () => {
    const items = sealed(history());
    expect(await checkHistory(items)).toEqual({ events: 4, faults: [] });
    expect(await faultsOf(items.toReversed())).toEqual([]);
  });

  test.each([0, 1, 2])("shows that write %i of three is missing", async (at) => {
    const { state, links } = history();
    expect(await faultsOf([state, ...links.toSpliced(at, 1)])).not.toEqual([]);
  });

  test("shows that its first events are missing, or that it begins anew", async () => {
    const { state, links } = history();
    const [, second, third] = links as [RawItem, RawItem, RawItem];
    expect(await faultsOf([state, second, third])).toEqual([
      `${keyOf(second)}: the event before is missing or was changed`,
    ]);
    const anew = changed(second, () => ({ previous: null }));
    expect(await faultsOf([state, anew, third])).toContain(
      `${keyOf(second)}: the event before is missing or was changed`,
    );
  });

  test.each<[string, (link: Link) => Partial<Link>]>([
    [
      "an actor",
      (link) => ({
        events: link.events.map((event) => ({
          ...event,
          metadata: { ...event.metadata, actor: { kind: "job", id: "x" } },
        })),
      }),
    ],
    [
      "a time",
      (link) => ({
        events: link.events.map((event) => ({
          ...event,
          metadata: { ...event.metadata, occurredAt: aCause().now.replace("2", "1") as never },
        })),
      }),
    ],
    ["a field", (link) => ({ events: link.events.map((event) => ({ ...event, data: { ...event.data, more: 1 } })) })],
    [
      "a personal field",
      (link) => ({
        events: link.events.map((event) => ({ ...event, data: withEmail(event.data, "eve@customer.example") })),
      }),
    ],
    [
      "events of one write, each in another way",
      (link) => ({ events: link.events.map((event, at) => ({ ...event, data: { ...event.data, at } })) }),
    ],
    ["the salt", () => ({ salts: { salt: "another" } })],
  ])("shows that somebody changed %s", async (_what, change) => {
    const { state, links } = history();
    for (const [at, link] of links.entries())
      expect(await faultsOf([state, ...links.toSpliced(at, 1, changed(link, change))])).not.toEqual([]);
  });

  test("shows that the state is an older one", async () => {
    const { state, links } = history();
    const older = { ...state, eventDigest: parseLink(links[2]).previous };
    expect(await faultsOf([older, ...links])).not.toEqual([]);
  });
});

describe("an erasure", () => {
  const erased = (item: RawItem, ...values: string[]): RawItem =>
    changed(item, ({ events, salts }) => erase(events, salts, (value) => values.includes(value as string)));

  test("leaves a history whole, and nothing of what was erased", async () => {
    const { state, links } = history();
    const all = links.map((item) => erased(item, email));
    expect(await faultsOf([state, ...all])).toEqual([]);
    expect(JSON.stringify(all.map(parseLink))).not.toContain(email);
    expect(JSON.stringify(all.map(parseLink))).toContain("b@p.example");
    // A guess cannot be checked: neither the salt of the item nor that of the field is left.
    const { salts } = parseLink(all[0]);
    expect(Object.keys((salts as Extract<Salts, { salts: object }>).salts)).toEqual(["0/invitation/createdBy/email"]);
  });

  test("can follow another one, and finds nothing more to erase in it", async () => {
    const { state, links } = history();
    const all = links.map((item) => erased(erased(erased(item, email), "b@p.example"), email));
    expect(await faultsOf([state, ...all])).toEqual([]);
    expect(JSON.stringify(all.map(parseLink))).not.toMatch(/customer\.example|p\.example/);
  });
});

const keyOf = ({ PK, SK }: RawItem): string => `${String(PK)} ${String(SK)}`;

function withEmail(data: Readonly<Record<string, unknown>>, to: string): Readonly<Record<string, unknown>> {
  const invitation = data["invitation"] as { readonly customer: object };
  return { ...data, invitation: { ...invitation, customer: { ...invitation.customer, email: to } } };
}
