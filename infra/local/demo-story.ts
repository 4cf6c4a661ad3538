import type { Cast, Request } from "./demo-cast.ts";

/** What a customer does with an invitation, in words of the summary. */
export const outcomes = [
  "accepted whole",
  "accepted in part",
  "left unanswered until it expires",
  "declined",
  "accepted after a reminder",
  "handed over by the partner, proved by a code",
  "cancelled",
  "bounced",
  "accepted for a shorter time",
  "left a draft",
  "complained about",
  "seen and not answered yet",
] as const;
export type Outcome = (typeof outcomes)[number];

/** One invitation of the story, and what remains to be done with it. */
interface Scene {
  readonly outcome: Outcome;
  readonly partner: string;
  readonly id: string;
  readonly email: string;
}

const required = ["directory.admin", "office365.admin"];
const asked = [...required, "users.admin", "reports.read"];
const firstNames = ["Alpine", "Birch", "Cedar", "Delta", "Ember", "Forest", "Granite", "Harbor", "Island", "Juniper"];
const lastNames = ["Bakery", "Clinic", "Studio", "Works", "School"];
const locales = ["en", "it", "de", "fr", "es"];

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** Addresses of the mailbox simulator where SES itself says what happens. */
const emailOf = (outcome: Outcome, organization: string, number: number): string => {
  if (outcome === "bounced") return `bounce+${number}@simulator.amazonses.com`;
  if (outcome === "complained about") return `complaint+${number}@simulator.amazonses.com`;
  return `it@${organization.toLowerCase().replaceAll(" ", "-")}.example`;
};

/** The number-th invitation of the whole story: its customer is nobody else's of that partner. */
const write = async (cast: Cast, partner: string, number: number): Promise<Scene> => {
  const outcome = pick(outcomes, number);
  const tens = Math.floor(number / firstNames.length);
  const round = Math.floor(tens / lastNames.length);
  const organization = `${pick(firstNames, number)} ${pick(lastNames, tens)}${round > 0 ? ` ${round + 1}` : ""}`;
  const email = emailOf(outcome, organization, number);
  const send = outcome.startsWith("handed over") ? "self" : "email";
  const request: Request = {
    customer: { email, organization, locale: pick(locales, number) },
    permissions: asked,
    expiresIn: outcome.startsWith("left unanswered") ? "P14D" : "P30D",
    ...(outcome !== "left a draft" && { send }),
  };
  return { outcome, partner, email, id: await cast.invite(partner, request) };
};

type Act = (cast: Cast, scene: Scene) => Promise<void>;
const accept = { decision: "accept", permission: asked };
const answers =
  (fields: Readonly<Record<string, string | readonly string[]>>): Act =>
  async (cast, { email }) =>
    cast.answer(await cast.linkTo(email), fields);

/** What happens two days after the invitation. */
const soon: Partial<Record<Outcome, Act>> = {
  "accepted whole": answers(accept),
  "accepted in part": answers({ ...accept, permission: required }),
  "accepted for a shorter time": answers({ ...accept, duration: "P90D" }),
  declined: answers({ decision: "decline", reason: "We have a partner already." }),
  cancelled: (cast, { partner, id }) => cast.cancel(partner, id),
  "seen and not answered yet": async (cast, { email }) => cast.see(await cast.linkTo(email)),
  "handed over by the partner, proved by a code": async (cast, { partner, id, email }) => {
    const link = await cast.ownLink(partner, id);
    await cast.answer(link, { ...accept, code: await cast.codeFor(link, email) });
  },
};

/** What happens after the first reminder, which comes on the third day. */
const late: Partial<Record<Outcome, Act>> = { "accepted after a reminder": answers(accept) };

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
    const scenes: Scene[] = [];
    for (const [index, { name }] of cast.partners.entries())
      for (let nth = 0; nth < perWeek; nth += 1)
        // Each partner begins elsewhere in the list: with four invitations each, a week has everything once.
        scenes.push(await write(cast, name, first + week * perWeek + nth + index * 4));
    await cast.wait("P2D");
    for (const scene of scenes) await soon[scene.outcome]?.(cast, scene);
    await cast.wait("P2D");
    for (const scene of scenes) await late[scene.outcome]?.(cast, scene);
    await cast.wait("P3D");
    for (const { outcome } of scenes) played.set(outcome, (played.get(outcome) ?? 0) + 1);
    tell(`Week ${week + 1}: ${scenes.map(({ outcome }) => outcome).join("; ")}.`);
  }
  return played;
};
