import { addDays } from "../../../shared/kernel/time.ts";
import type { RawItem } from "../../../shared/table/table.ts";
import { factsOf } from "./facts.ts";

/** Events by which something goes to an address: each counts against the partner's day, and the address's. */
const sendings: ReadonlySet<string> = new Set(["InvitationIssued", "InvitationResent", "InvitationRedirected"]);

/**
 * Holds counters against what they count: open invitations against their locks, sendings of a day against the events of
 * the day, codes against the events that asked for them. `lost`: how many writes may have failed without an answer. A
 * counter may then say that much more, and never less.
 */
export function counterFaults(items: readonly RawItem[], lost: number): string[] {
  const counted = (pattern: RegExp): Map<string, number> => {
    const sums = new Map<string, number>();
    for (const item of items) {
      for (const [name, value] of Object.entries(item)) {
        const match = pattern.exec([item["PK"], item["SK"], name].join(" "));
        const of = match?.slice(1).join(" ");
        if (of !== undefined) sums.set(of, (sums.get(of) ?? 0) + Number(value));
      }
    }
    return sums;
  };
  const tally = (keys: readonly string[]): Map<string, number> => {
    const sums = new Map<string, number>();
    for (const key of keys) sums.set(key, (sums.get(key) ?? 0) + 1);
    return sums;
  };
  const { events } = factsOf(items);
  const locks = tally(items.flatMap((item) => /^PTN#([^#]+)#OPEN$/.exec(String(item["PK"]))?.[1] ?? []));
  const days = tally(
    events
      .filter(({ type }) => sendings.has(type))
      .map(({ metadata }) => `${metadata.partnerId} ${metadata.occurredAt.slice(0, 10)}`),
  );
  const sent = counted(/^PTN#([^#]+)#QUOTA COUNTERS day#(.+)$/);
  return [
    ...difference("open invitations", counted(/^PTN#([^#]+)#QUOTA COUNTERS open$/), locks, lost),
    ...difference("sendings of the day", sent, remembered(days, sent), lost),
    ...difference("sendings to addresses", counted(/^PTN#([^#]+)#QUOTA#[^ ]+ DAY#(.+) used$/), days, lost),
    ...codeFaults(items),
  ];
}

/** Without the days that a later sending of the partner let its counters forget. */
function remembered(days: ReadonlyMap<string, number>, sent: ReadonlyMap<string, number>) {
  const newest = new Map([...sent.keys()].sort().map((key) => key.split(" ") as [string, string]));
  const isOld = (key: string) => {
    const [partnerId = "", day = ""] = key.split(" ");
    return addDays(`${day}T00:00:00.000Z`, 32) < (newest.get(partnerId) ?? "");
  };
  return new Map([...days].filter(([key]) => sent.has(key) || !isOld(key)));
}

const difference = (
  what: string,
  counters: ReadonlyMap<string, number>,
  truth: ReadonlyMap<string, number>,
  lost: number,
): string[] =>
  [...new Set([...counters.keys(), ...truth.keys()])].flatMap((key) => {
    const more = (counters.get(key) ?? 0) - (truth.get(key) ?? 0);
    return more >= 0 && more <= lost
      ? []
      : [`${what} of ${key}: ${counters.get(key)} counted, ${truth.get(key)} there`];
  });

function codeFaults(items: readonly RawItem[]): string[] {
  const { eventsOf } = factsOf(items);
  return items
    .filter(({ entity }) => entity === "code")
    .flatMap((item) => {
      const id = String(item["invitationId"]);
      const asked = eventsOf(id).filter(({ type }) => type === "InvitationCodeRequested");
      const newestDay = asked.filter(({ metadata }) => metadata.occurredAt.startsWith(String(item["day"])));
      const ofDay = Object.values((item["asked"] ?? {}) as Record<string, number>).reduce((sum, one) => sum + one, 0);
      return [
        ...(item["number"] === asked.length ? [] : [`${id} counts ${String(item["number"])} codes of ${asked.length}`]),
        ...(ofDay === newestDay.length ? [] : [`${id} counts ${ofDay} codes of the day's ${newestDay.length}`]),
      ];
    });
}
