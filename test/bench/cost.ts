import type { Database } from "./database.ts";
import { runLifecycles } from "./lifecycles.ts";
import { costOf, costWithoutMail, prices, region, type Kind, type Usage } from "../../infra/prices.ts";
import type { Report } from "./figures/report.ts";
import type { Scale } from "./scale.ts";
import type { Queued, Taken } from "./function-host.ts";
import { gigabyteSeconds, runTimes } from "./memory.ts";

const invitations = 1_000;
const most = 0.11;
/** Write units that an invitation may take, whose acceptance founds a customer. */
const mostWrites = 82;

/**
 * A message is sent by the bus, and received alone, for the next one comes later; a batch is deleted at once, ten messages a
 * request. A receive that finds nothing is a cost of the deployment.
 */
const requestsOf = ({ messages, batches }: Queued): number => 2 * messages + Math.max(batches, messages / 10);

/** Bytes of a line of the access log, about, with what CloudWatch adds. */
const accessLine = 400;
const gigabyte = 1e9;

/** Prices whole lifecycles of invitations, as the shipped functions live them. */
export async function priceLifecycles(database: Database, { lifecycles }: Scale): Promise<Report> {
  const { taken, storedBytes } = await runLifecycles(database, lifecycles);
  const usage = usageOf(taken, storedBytes, invitations / lifecycles);
  const kinds = Object.keys(prices) as Kind[];
  const total = costWithoutMail(usage);
  const dollars = (value: number): string => `$${value.toFixed(4)}`;
  const amount = (value: number): string => (value >= 10 ? Math.round(value).toLocaleString("en") : value.toFixed(3));
  return {
    title: "Cost of 1,000 invitations",
    intro: `Lifecycles of ${lifecycles} invitations through the shipped functions, at prices of ${region} ([each with its date](../infra/prices.ts)), no free tier; without what a deployment costs when nothing happens: alarms, a secret, empty sweeps. Storage is for the first month. What a lifecycle is: [lifecycles](../test/bench/lifecycles.ts).`,
    columns: ["what", "how much", "price", "cost"],
    rows: [
      ...kinds.map((kind) => {
        const { what, unit, usd, per } = prices[kind];
        const price = per === 1 ? `$${usd} each` : `$${usd} per ${per.toLocaleString("en")}`;
        return [what, `${amount(usage[kind])} ${unit}`.trim(), price, dollars(costOf(kind, usage[kind]))];
      }),
      ["**everything but mail**", "", "", `**${dollars(total)}**`],
    ],
    bars: [
      { what: "dollars but mail", is: total, most },
      { what: "write units of an invitation", is: usage.writes / invitations, most: mostWrites },
    ],
    figures: { usage, total, runs: Object.fromEntries(runTimes(taken.runs)) },
  };
}

/** What a multiple of these lifecycles uses. */
function usageOf(taken: Taken, storedBytes: number, times: number): Usage {
  const runs = [...taken.runs].filter(([name]) => name !== "sweep-due").flatMap(([, all]) => all);
  return {
    writes: taken.capacity.writes * times,
    reads: taken.capacity.reads * times,
    stored: (storedBytes * times) / gigabyte,
    // Sweeps run also when nothing is due: that is a cost of the deployment.
    invocations: runs.length * times,
    compute: gigabyteSeconds(taken.runs) * times,
    calls: taken.calls * times,
    events: taken.events * times,
    queuedMail: requestsOf(taken.queues.mail) * times,
    queuedDelivery: requestsOf(taken.queues.delivery) * times,
    queuedFunnel: requestsOf(taken.queues.funnel) * times,
    logged: (taken.bytesLogged / gigabyte) * times,
    accessLogged: ((taken.calls * accessLine) / gigabyte) * times,
    sent: (taken.bytesOut / gigabyte) * times,
    mails: taken.mails * times,
  };
}
