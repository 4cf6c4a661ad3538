import { play, season } from "../../infra/local/demo/scenario.ts";
import type { Scene } from "./scene.ts";

/** A message on the bus that is an event of the product. */
interface Told {
  readonly metadata: { readonly aggregate: string; readonly sequence: number };
}

/** The events of a season of the demo: a file for each invitation, relationship, customer and partner, in order. */
export async function seasonEvents(scene: Scene): Promise<void> {
  const { local, folder } = scene;
  const played = await play(scene, season, () => undefined);
  await local.idle();
  folder.json("events/played.json", Object.fromEntries([...played].toSorted()));
  const told = new Map<string, object[]>();
  for (const { source, detailType, detail } of local.events) {
    if (source !== "rapport") continue;
    const { aggregate } = (detail as Told).metadata;
    const [root = ""] = aggregate.split("/");
    told.set(root, [...(told.get(root) ?? []), { detailType, detail: sureOf(detailType, detail as Told) }]);
  }
  const counts = new Map<string, number>();
  for (const [aggregate, events] of told) {
    const kind = aggregate.split("_")[0] ?? "";
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const ordered = events.toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)));
    folder.json(`events/${kind}-${String(counts.get(kind)).padStart(3, "0")}.json`, ordered);
  }
}

/** Whether SES's own word or the mailer's is written first is left to chance; both say that the mail went out. */
const sureOf = (detailType: string, { metadata, ...told }: Told): object => ({
  metadata: detailType === "InvitationMailed" ? { ...metadata, actor: "the mailer or SES" } : metadata,
  ...told,
});

/** An aggregate's own events, and those of its parts such as its delivery, each by their number. */
const keyOf = (event: object): string => {
  const { aggregate, sequence } = (event as { readonly detail: Told }).detail.metadata;
  return `${aggregate}:${String(sequence).padStart(6, "0")}`;
};
