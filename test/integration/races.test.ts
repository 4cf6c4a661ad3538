import { describe, expect, it } from "vitest";
import { advanceDueInvitation } from "../../shared/commands/advance-due-invitation.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { parseInvitation } from "../../shared/store/invitation-items.ts";
import { keys } from "../../shared/store/keys.ts";
import { eventsIn } from "../support/books.ts";
import type { Customer } from "../support/customer.ts";
import type { Desk } from "../support/desk.ts";
import { later } from "../support/fixed-clock.ts";
import { openOffice } from "../support/office.ts";

const office = openOffice();
const end = later({ days: 1 });
const before = later({ ms: -1 }, end);

interface Scene {
  readonly id: string;
  readonly desk: Desk;
  readonly customer: Customer;
}

/** What ends a pending invitation, each at a moment at which it may. */
const endings = {
  accepted: ({ customer }: Scene) => customer.accept({}, before),
  declined: ({ customer }: Scene) => customer.decline(before),
  cancelled: ({ desk, id }: Scene) => desk.cancel(id, { at: before }),
  expired: async ({ id }: Scene) => {
    const invitation = parseInvitation(await office().table.get(keys.invitation(id)));
    return advanceDueInvitation(office(), invitation, null, { now: end, correlationId: "sweep" });
  },
} as const;
type Ending = keyof typeof endings;
const names = Object.keys(endings) as Ending[];
const pairs = names.flatMap((slower) => names.map((faster) => [slower, faster] as const));

const aScene = async (): Promise<Scene> => {
  const desk = await office().desk();
  const { id } = (await desk.create({ expiresIn: "P1D", reminders: [] })).reading;
  return { id, desk, customer: await office().customer(id) };
};

/** Ends the invitation, and answers what whoever did it was told. */
const outcomeOf = (ending: Ending, scene: Scene): Promise<unknown> =>
  endings[ending](scene).then(
    (answer) => (typeof answer === "string" ? answer : "done"),
    (error: unknown) => (error instanceof Refusal ? error.kind : error),
  );

const endingsOf = async (id: string): Promise<string[]> =>
  eventsIn(await office().store.scan())
    .filter(({ metadata }) => metadata.aggregate === id && metadata.sequence > 2)
    .map(({ type }) => type)
    .filter((type) => type !== "InvitationViewed");

describe("of two endings of one invitation one wins, and the other gets a conflict or the same answer", () => {
  it.each(pairs)("%s is held up by %s after it has read", async (slower, faster) => {
    const scene = await aScene();
    let fast: unknown;
    office().store.before("TransactWriteItems", async () => (fast = await outcomeOf(faster, scene)));
    const slow = await outcomeOf(slower, scene);

    const { status } = parseInvitation(await office().table.get(keys.invitation(scene.id)));
    expect(status).toBe(faster);
    expect(await endingsOf(scene.id)).toHaveLength(1);
    expect(fast).toBe(faster === "expired" ? "expired" : "done");
    const sameAnswer = slower === faster && (slower === "accepted" || slower === "declined");
    expect(slow).toBe(slower === "expired" ? "left" : sameAnswer ? "done" : "wrong-state");
  });

  it("all at once", async () => {
    const scene = await aScene();
    const told = await Promise.all(names.map((name) => outcomeOf(name, scene)));
    const { status } = parseInvitation(await office().table.get(keys.invitation(scene.id)));
    expect(names).toContain(status);
    expect(await endingsOf(scene.id)).toHaveLength(1);
    expect(told.filter((answer) => answer === "done" || answer === "expired")).toHaveLength(1);
  });
});
