import { actorsOn, type Actors } from "../actors/actors.ts";
import { countByStatus, play, season } from "./scenario.ts";
import { launch, runUntilStopped } from "../launch.ts";
import { readOptions, usage } from "../options.ts";
import { realPartners } from "../seeds.ts";

/** The base URL of a local stack on that port, if one runs. */
const running = async (port: number): Promise<string | undefined> => {
  try {
    const response = await fetch(`http://localhost:${port}/_local/status`);
    return response.ok ? ((await response.json()) as { readonly apiUrl: string }).apiUrl : undefined;
  } catch {
    return undefined;
  }
};

const printSummary = async (actors: Actors): Promise<void> => {
  console.log("\nThe invitations now:");
  for (const { name, displayName } of realPartners) {
    const counts = [...(await countByStatus(actors, name))].toSorted().map(([status, count]) => `${count} ${status}`);
    console.log(`  ${displayName.padEnd(18)} ${counts.join(", ")}`);
  }
  const local = `${actors.url}/_local`;
  console.log(`
Where to look:
  ${local.padEnd(40)} mailbox, events, queues, clock, and tokens to paste
  ${`${actors.url}/portal`.padEnd(40)} the customers' portal; sign in with the address of any accepted invitation
  GET ${`${actors.url}/v1/invitations`.padEnd(36)} with a token of a partner`);
};

runUntilStopped(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(usage);
  const found = options.port === 0 ? undefined : await running(options.port);
  if (found !== undefined)
    console.log(
      `A local stack runs on ${found} already: the demo plays there, and moves its clock on by a quarter of a year.`,
    );
  const url = found ?? (await launch(options, () => undefined)).url;
  const actors = actorsOn(url);
  console.log(
    `Playing ${season.weeks} weeks on ${url}: partners by the API, customers on their pages. It takes about a minute.\n`,
  );
  const started = performance.now();
  const played = await play(actors, season, console.log);
  console.log(`\nPlayed in ${((performance.now() - started) / 1000).toFixed(0)} s:`);
  for (const [outcome, times] of [...played].toSorted()) console.log(`  ${String(times).padStart(3)} ${outcome}`);
  await printSummary(actors);
  console.log(found === undefined ? "\nCtrl-C stops everything." : "\nThe local stack goes on.");
});
