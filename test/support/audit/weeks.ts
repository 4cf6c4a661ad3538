import { sumOf, tallyOf, type Counts } from "../../../shared/metrics/rules/funnel.ts";
import { parseInvitation } from "../../../shared/invitation/items/item.ts";
import { parseProgress, parseWeek } from "../../../shared/metrics/item.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { eventsIn } from "./events-in.ts";

const of = (items: readonly RawItem[], entity: string): RawItem[] => items.filter((item) => item["entity"] === entity);

/** The weeks of a table whose numbers are not the sum of what their invitations came to. */
export function weekFaults(items: readonly RawItem[]): string[] {
  const progresses = of(items, "progress").map((item) => parseProgress(item).progress);
  const due = tallyOf(progresses.map((after) => ({ before: null, after })));
  const expected = due.map(({ partnerId, week, counts }) => summary(partnerId, week, counts));
  const found = of(items, "week").map((item) => {
    const { week, counts } = parseWeek(item);
    return summary(String(item["partnerId"]), week, counts);
  });
  return [
    ...expected.filter((line) => !found.includes(line)).map((line) => `${line} is not what the week says`),
    ...found.filter((line) => !expected.includes(line)).map((line) => `${line} is more than its invitations say`),
  ];
}

/** Invitations that were sent and are not counted as what they are; nothing may wait to be counted any more. */
export function uncounted(items: readonly RawItem[]): string[] {
  const progress = new Map(
    of(items, "progress").map((item) => [String(item["invitationId"]), parseProgress(item).progress]),
  );
  return of(items, "invitation")
    .map(parseInvitation)
    .filter(({ issue }) => issue !== null)
    .filter(({ id, status }) => progress.get(id)?.status !== status)
    .map(({ id, status }) => `${id} is ${status}, and counted as ${progress.get(id)?.status}`);
}

const summary = (partnerId: string, week: string, counts: Counts): string =>
  `${partnerId} ${week} ${JSON.stringify(Object.entries(sumOf([[counts, 1]])).toSorted())}`;

interface Told {
  readonly status: string;
  readonly issuedAt: string | null;
  readonly viewedAt: string | null;
  readonly decidedAt: string | null;
}

/** How far an invitation that was sent came, by its events alone; null for one that was not sent. */
function lifeOf(events: readonly StoredEvent[]) {
  const told = ({ data }: StoredEvent): Told => data["invitation"] as Told;
  const own = events
    .filter(({ metadata }) => !metadata.aggregate.includes("/"))
    .toSorted((one, other) => one.metadata.sequence - other.metadata.sequence);
  const sentAt = own
    .map((event) => told(event).issuedAt)
    .filter((at) => at !== null)
    .toSorted()[0];
  const last = own.at(-1);
  if (sentAt === undefined || last === undefined) return null;
  const has = (...types: readonly string[]): boolean => events.some(({ type }) => types.includes(type));
  const { status, decidedAt } = told(last);
  const reached = {
    sent: true,
    delivered: has("InvitationDelivered", "InvitationComplained"),
    opened: own.some((event) => told(event).viewedAt !== null),
    bounced: has("InvitationUndelivered", "InvitationBounced", "InvitationSuppressed", "InvitationRejected"),
    ...Object.fromEntries(["accepted", "declined", "expired", "cancelled"].map((end) => [end, status === end])),
  };
  const waited = status === "accepted" && decidedAt !== null ? Date.parse(decidedAt) - Date.parse(sentAt) : null;
  return {
    week: `${last.metadata.partnerId} ${isoWeek(sentAt)}`,
    reached,
    seconds: waited === null ? 0 : Math.max(0, Math.round(waited / 1000)),
  };
}

/** The ISO 8601 week of a moment: that of the Thursday of its week. */
function isoWeek(moment: string): string {
  const day = new Date(`${moment.slice(0, 10)}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const days = (day.getTime() - Date.UTC(day.getUTCFullYear(), 0, 1)) / 86_400_000;
  return `${day.getUTCFullYear()}-W${String(Math.floor(days / 7) + 1).padStart(2, "0")}`;
}

/** The weeks whose numbers are not what the events of their invitations come to. Nothing may wait to be counted any more. */
export function funnelFaults(items: readonly RawItem[]): string[] {
  const events = eventsIn(items).filter(({ metadata, data }) => {
    const ofMail = metadata.aggregate.endsWith("/delivery") || !metadata.aggregate.includes("/");
    return metadata.aggregate.startsWith("inv_") && ofMail && "invitation" in data;
  });
  const expected = new Map<string, Record<string, number>>();
  for (const life of Map.groupBy(events, ({ metadata }) => metadata.aggregate.split("/")[0]).values()) {
    const one = lifeOf(life);
    if (one === null) continue;
    const sums = expected.get(one.week) ?? {};
    for (const [stage, isReached] of Object.entries(one.reached)) sums[stage] = (sums[stage] ?? 0) + Number(isReached);
    sums["acceptSeconds"] = (sums["acceptSeconds"] ?? 0) + one.seconds;
    expected.set(one.week, sums);
  }
  const found = new Map(
    of(items, "week").map((item) => [`${String(item["partnerId"])} ${String(item["week"])}`, item]),
  );
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((week) => {
    const due = expected.get(week) ?? {};
    const stored: Readonly<Record<string, unknown>> = found.get(week) ?? {};
    const classes = Object.entries(stored).filter(([counter]) => /^(within|to\d)/.test(counter));
    const inClasses = classes.reduce((sum, [, count]) => sum + Number(count), 0);
    return [
      ...Object.entries(due)
        .filter(([counter, count]) => Number(stored[counter] ?? 0) !== count)
        .map(
          ([counter, count]) => `${week} counts ${Number(stored[counter] ?? 0)} ${counter}, and events say ${count}`,
        ),
      ...(expected.has(week) ? [] : [`${week} has numbers without invitations`]),
      ...(inClasses === (due["accepted"] ?? 0)
        ? []
        : [`${week} has ${inClasses} times of ${due["accepted"]} accepted`]),
    ];
  });
}
