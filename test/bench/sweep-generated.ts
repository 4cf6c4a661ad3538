import { invitationKeys } from "../../shared/invitation/items/keys.ts";
import { sweepDue } from "../../functions/sweep-due/handler.ts";
import { dueShards } from "../../shared/names.ts";
import { idMaker } from "../../shared/runtime/dependencies.ts";
import { invitationItem } from "../../shared/invitation/items/item.ts";
import { partnerItem } from "../../shared/partner/items/partners.ts";
import { keysIn, readerOf } from "../../shared/table/plans.ts";
import type { RawItem, Table } from "../../shared/table/table.ts";
import { anInvitation, aPartner } from "../support/builders/builders.ts";
import { aMasterKey } from "../support/builders/a-master-key.ts";
import { clockAt, later } from "../support/builders/fixed-clock.ts";
import { scriptedTable } from "../support/table/scripted-table.ts";
import { someRules } from "../support/builders/some-rules.ts";

/** What a sweep of made-up invitations took: milliseconds, and the most bytes it had at a time. */
export interface GeneratedSweep {
  readonly ms: number;
  readonly requests: number;
  /** What was in use after the garbage was collected. */
  readonly live: number;
  /** What the process had of the machine. */
  readonly resident: number;
}

const warmUp = 10_000;
const looks = 20;

/** A table that hands out due invitations page by page, made when they are asked for, and takes every write. */
function generator(count: number, look: () => void): { readonly table: Table; readonly requests: () => number } {
  const newId = idMaker(clockAt());
  const partner = partnerItem(aPartner());
  const stored = invitationItem(anInvitation({ status: "pending" }));
  let made = 0;
  let requests = 0;
  const pages = Math.ceil(count / 25);
  const { table } = scriptedTable([], {
    query: async ({ limit = 25 }) => {
      requests++;
      if (Math.floor(made / 25) % Math.ceil(pages / looks) === 0) look();
      const items = Array.from({ length: Math.min(limit, count - made) }, () => ({
        ...invitationKeys.state(newId("invitation")),
      }));
      made += items.length;
      return { items, next: made < count ? { PK: "more" } : null };
    },
    read: readerOf(async (plan) => {
      const wanted = keysIn(plan);
      if (wanted.length > 0) requests++;
      return wanted.flatMap(({ PK, SK }): RawItem[] => {
        if (SK === partner.SK) return [{ ...partner, PK }];
        return SK === stored.SK ? [{ ...stored, PK, id: PK.slice(PK.indexOf("#") + 1) }] : [];
      });
    }),
    transact: async () => void requests++,
    increment: async () => (requests++, {}),
  });
  return { table, requests: () => requests };
}

async function sweep(count: number, look: () => void): Promise<Pick<GeneratedSweep, "ms" | "requests">> {
  const { table, requests } = generator(count, look);
  const key = aMasterKey();
  const handle = sweepDue({ table, masterKey: async () => key, policy: someRules() }, () => later({ days: 30 }));
  const context = { awsRequestId: "sweep-1", getRemainingTimeInMillis: () => Infinity };
  const started = performance.now();
  const { expired } = await handle({ shard: dueShards[0] }, context);
  const ms = performance.now() - started;
  if (expired !== count) throw new Error(`Of ${count} due invitations ${expired} expired.`);
  return { ms, requests: requests() };
}

// `node --expose-gc test/bench/sweep-generated.ts 1000`: a process of its own, so that only this is in its memory.
if (import.meta.main) {
  console.info = () => undefined;
  const collect = (globalThis as { readonly gc?: () => void }).gc;
  if (collect === undefined) throw new Error("Start with --expose-gc.");
  await sweep(warmUp, collect);
  let [live, resident] = [0, 0];
  const took = await sweep(Number(process.argv[2]), () => {
    resident = Math.max(resident, process.memoryUsage.rss());
    collect();
    live = Math.max(live, process.memoryUsage().heapUsed);
  });
  process.stdout.write(JSON.stringify({ ...took, live, resident } satisfies GeneratedSweep));
}
