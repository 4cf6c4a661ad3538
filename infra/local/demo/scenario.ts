import type { Actors } from "../actors/actors.ts";
import { succeeded } from "../actors/answers.ts";
import { idIn } from "../actors/caller.ts";
import { asked, courseOf, outcomeOf, type DemoInvitation, type InvitationBody, type Outcome } from "./outcomes.ts";
import { realPartners, type PartnerSeed } from "../seeds.ts";

/** How much is played. */
export interface Season {
  readonly weeks: number;
  /** Invitations of each partner. */
  readonly perWeek: number;
}

/** What `npm run demo` plays: a quarter of a year, in which everything that can happen happens several times. */
export const season: Season = { weeks: 13, perWeek: 2 };

const firstNames = ["Alpine", "Birch", "Cedar", "Delta", "Ember", "Forest", "Granite", "Harbor", "Island", "Juniper"];
const lastNames = ["Bakery", "Clinic", "Studio", "Works", "School"];
/** Each partner begins elsewhere in the list of outcomes, so that few weeks have all of them. */
const apart = 7;

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

interface Played extends DemoInvitation {
  readonly outcome: Outcome;
}

/** The number-th invitation of the whole demo: its customer is nobody else's of that partner. */
const write = async (
  actors: Actors,
  partner: PartnerSeed,
  number: number,
  locales: readonly string[],
): Promise<Played> => {
  const outcome = outcomeOf(number, partner.cloud);
  const { body: own, simulator } = courseOf(outcome);
  const tens = Math.floor(number / firstNames.length);
  const round = Math.floor(tens / lastNames.length);
  const organization = `${pick(firstNames, number)} ${pick(lastNames, tens)}${round > 0 ? ` ${round + 1}` : ""}`;
  // An address that bounced takes no mail of any partner any more, so each has its own.
  const email = simulator
    ? `${simulator}+${partner.name}-${number}@simulator.amazonses.com`
    : `it@${organization.toLowerCase().replaceAll(" ", "-")}.example`;
  const body: InvitationBody = {
    customer: { email, organization, locale: pick(locales, number) },
    permissions: asked,
    expiresIn: "P30D",
    send: "email",
    ...own,
  };
  return { outcome, partner, email, body, id: idIn(await actors.partner(partner.name, "sales").create(body)) };
};

const goOn = async (
  actors: Actors,
  invitations: readonly Played[],
  moment: "atOnce" | "soon" | "late",
): Promise<void> => {
  for (const invitation of invitations) {
    const step = courseOf(invitation.outcome)[moment];
    await step?.(actors, invitation).catch((cause: unknown) => {
      throw new Error(
        `The invitation ${invitation.id} to ${invitation.email} was to be "${invitation.outcome}" and is not: ${String(cause)}`,
        { cause },
      );
    });
  }
};

/** How many invitations of a partner stand in each state. */
export const countByStatus = async (actors: Actors, partner: string): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  const sales = actors.partner(partner, "sales");
  for (let cursor: string | null | undefined; cursor !== null;) {
    const { json } = succeeded(await sales.list({ limit: 100, cursor }));
    for (const { status } of json.items as { status: string }[]) counts.set(status, (counts.get(status) ?? 0) + 1);
    cursor = json.next as string | null;
  }
  return counts;
};

/** Virtual time passes; jobs run once a day. */
const wait = (actors: Actors, duration: string): Promise<void> => actors.clock.advance(duration, "P1D");

/** Simulates a number of weeks of invitations and answers. `print` gets a line for each week. */
export const play = async (
  actors: Actors,
  { weeks, perWeek }: Season,
  print: (line: string) => void,
): Promise<ReadonlyMap<Outcome, number>> => {
  const played = new Map<Outcome, number>();
  const locales = (await actors.control.call("GET", "status")).locales as readonly string[];
  const before = await Promise.all(realPartners.map(({ name }) => countByStatus(actors, name)));
  // It may follow an earlier one, whose customers have answered already.
  const first = Math.max(...before.map((counts) => [...counts.values()].reduce((sum, count) => sum + count, 0)));
  for (let week = 0; week < weeks; week += 1) {
    const date = (await actors.clock.now()).toISOString().slice(0, 10);
    const invitations: Played[] = [];
    for (const [index, partner] of realPartners.entries())
      for (let nth = 0; nth < perWeek; nth += 1)
        invitations.push(await write(actors, partner, first + week * perWeek + nth + index * apart, locales));
    await goOn(actors, invitations, "atOnce");
    await wait(actors, "P2D");
    await goOn(actors, invitations, "soon");
    await wait(actors, "P2D");
    await goOn(actors, invitations, "late");
    await wait(actors, "P3D");
    for (const { outcome } of invitations) played.set(outcome, (played.get(outcome) ?? 0) + 1);
    print(`Week ${String(week + 1).padStart(2)} of ${weeks}, from ${date}: ${invitations.length} invitations`);
  }
  return played;
};
