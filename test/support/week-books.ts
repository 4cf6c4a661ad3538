import { sumOf, tallyOf, type Counts } from "../../shared/domain/funnel.ts";
import { parseInvitation } from "../../shared/store/invitation-items.ts";
import { parseProgress } from "../../shared/store/progress.ts";
import type { RawItem } from "../../shared/store/table.ts";
import { parseWeek } from "../../shared/store/weeks.ts";

const of = (items: readonly RawItem[], entity: string): RawItem[] => items.filter((item) => item["entity"] === entity);

/** The weeks of a table whose numbers are not the sum of what their invitations came to. */
export function weekFaults(items: readonly RawItem[]): string[] {
  const progresses = of(items, "progress").map((item) => parseProgress(item).progress);
  const due = tallyOf(progresses.map((after) => ({ before: null, after })));
  const expected = due.map(({ partnerId, week, counts }) => said(partnerId, week, counts));
  const found = of(items, "week").map((item) => {
    const { week, counts } = parseWeek(item);
    return said(String(item["partnerId"]), week, counts);
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

const said = (partnerId: string, week: string, counts: Counts): string =>
  `${partnerId} ${week} ${JSON.stringify(Object.entries(sumOf([[counts, 1]])).toSorted())}`;
