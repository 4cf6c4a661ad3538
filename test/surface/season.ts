import { actorsOn } from "../../infra/local/actors/actors.ts";
import { play, season } from "../../infra/local/demo/scenario.ts";
import type { Surface } from "./surface.ts";

/** A message on the bus that is an event of the product. */
interface Detail {
  readonly metadata: { readonly aggregate: string; readonly sequence: number };
}

/** The events of a season of the demo: a file for each invitation, relationship, customer and partner, in order. */
export async function seasonEvents({ local, folder }: Surface): Promise<void> {
  const played = await play(actorsOn(local.url), season, () => undefined);
  await local.idle();
  folder.json("events/played.json", Object.fromEntries([...played].toSorted()));
  const own = local.events
    .filter(({ source }) => source === "rapport")
    .map(({ detailType, detail }) => ({ detailType, detail: withoutRace(detailType, detail as Detail) }));
  const counts = new Map<string, number>();
  for (const [root, events] of Map.groupBy(own, ({ detail }) => detail.metadata.aggregate.split("/")[0] ?? "")) {
    const kind = root.split("_")[0] ?? "";
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const ordered = events.toSorted((one, other) => keyOf(one.detail).localeCompare(keyOf(other.detail)));
    folder.json(`events/${kind}-${String(counts.get(kind)).padStart(3, "0")}.json`, ordered);
  }
}

/** It is left to chance whether SES or the mailer reports first that a mail was sent. */
const withoutRace = (detailType: string, { metadata, ...rest }: Detail): Detail => ({
  metadata: detailType === "InvitationMailed" ? { ...metadata, ...{ actor: "the mailer or SES" } } : metadata,
  ...rest,
});

/** Orders an aggregate's own events, and those of its parts such as its delivery, by number. */
const keyOf = ({ metadata: { aggregate, sequence } }: Detail): string =>
  `${aggregate}:${String(sequence).padStart(6, "0")}`;
