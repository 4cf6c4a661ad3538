import type { Cast, Request } from "./demo-cast.ts";
import { asked, outcomeOf, plotOf, type Outcome, type Scene } from "./demo-plots.ts";
import type { PartnerSeed } from "./seeds.ts";

const firstNames = ["Alpine", "Birch", "Cedar", "Delta", "Ember", "Forest", "Granite", "Harbor", "Island", "Juniper"];
const lastNames = ["Bakery", "Clinic", "Studio", "Works", "School"];
const locales = ["en", "it", "de", "fr", "es"];
/** Each partner begins elsewhere in the list of outcomes, so that few weeks have all of them. */
const apart = 7;

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

interface Played extends Scene {
  readonly outcome: Outcome;
}

/** The number-th invitation of the whole story: its customer is nobody else's of that partner. */
const write = async (cast: Cast, { name: partner, cloud }: PartnerSeed, number: number): Promise<Played> => {
  const outcome = outcomeOf(number, cloud);
  const { says, simulator } = plotOf(outcome);
  const tens = Math.floor(number / firstNames.length);
  const round = Math.floor(tens / lastNames.length);
  const organization = `${pick(firstNames, number)} ${pick(lastNames, tens)}${round > 0 ? ` ${round + 1}` : ""}`;
  // An address that bounced takes no mail of any partner any more, so each has its own.
  const email = simulator
    ? `${simulator}+${partner}-${number}@simulator.amazonses.com`
    : `it@${organization.toLowerCase().replaceAll(" ", "-")}.example`;
  const request: Request = {
    customer: { email, organization, locale: pick(locales, number) },
    permissions: asked,
    expiresIn: "P30D",
    send: "email",
    ...says,
  };
  return { outcome, partner, email, request, id: await cast.invite(partner, request) };
};

const goOn = async (cast: Cast, scenes: readonly Played[], moment: "atOnce" | "soon" | "late"): Promise<void> => {
  for (const scene of scenes) {
    const act = plotOf(scene.outcome)[moment];
    await act?.(cast, scene).catch((cause: unknown) => {
      throw new Error(`What was to be "${scene.outcome}" was not: ${String(cause)}`, { cause });
    });
  }
};

/** Plays so many weeks: every partner invites, customers answer in their time; `tell` hears of each week. */
export const play = async (
  cast: Cast,
  { weeks, perWeek }: { readonly weeks: number; readonly perWeek: number },
  tell: (line: string) => void,
): Promise<ReadonlyMap<Outcome, number>> => {
  const played = new Map<Outcome, number>();
  const before = await Promise.all(cast.partners.map(({ name }) => cast.count(name)));
  // A story may follow an earlier one, whose customers have answered already.
  const first = Math.max(...before.map((counts) => [...counts.values()].reduce((sum, count) => sum + count, 0)));
  for (let week = 0; week < weeks; week += 1) {
    const scenes: Played[] = [];
    for (const [index, partner] of cast.partners.entries())
      for (let nth = 0; nth < perWeek; nth += 1)
        scenes.push(await write(cast, partner, first + week * perWeek + nth + index * apart));
    await goOn(cast, scenes, "atOnce");
    await cast.wait("P2D");
    await goOn(cast, scenes, "soon");
    await cast.wait("P2D");
    await goOn(cast, scenes, "late");
    await cast.wait("P3D");
    for (const { outcome } of scenes) played.set(outcome, (played.get(outcome) ?? 0) + 1);
    tell(`Week ${week + 1}: ${scenes.map(({ outcome }) => outcome).join("; ")}.`);
  }
  return played;
};
