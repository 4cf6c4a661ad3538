import { Cast } from "./demo-cast.ts";
import { play } from "./demo-story.ts";
import { launch, runUntilStopped } from "./launch.ts";
import { readOptions } from "./options.ts";

/** A quarter of a year, in which everything that can happen happens several times. */
const season = { weeks: 13, perWeek: 4 };

/** The base URL of a local stack on that port, if one runs. */
const running = async (port: number): Promise<string | undefined> => {
  try {
    const response = await fetch(`http://localhost:${port}/_local/status`);
    return response.ok ? ((await response.json()) as { readonly apiUrl: string }).apiUrl : undefined;
  } catch {
    return undefined;
  }
};

const tellSummary = async (cast: Cast, url: string): Promise<void> => {
  console.log("\nWhere the invitations stand now:");
  for (const { name, displayName } of cast.partners) {
    const counts = [...(await cast.count(name))].toSorted().map(([status, count]) => `${count} ${status}`);
    console.log(`  ${displayName.padEnd(18)} ${counts.join(", ")}`);
  }
  console.log(`\nMails, events and the clock: ${url}/_local`);
};

runUntilStopped(async () => {
  const options = readOptions(process.argv.slice(2));
  const found = options.port === 0 ? undefined : await running(options.port);
  const url = found ?? (await launch(options, () => undefined)).url;
  console.log(
    `Playing ${season.weeks} weeks on ${url}, each invitation by the API, each answer on the customer's page.\n`,
  );
  const cast = new Cast(url);
  const started = performance.now();
  const played = await play(cast, season, console.log);
  console.log(`\nPlayed in ${((performance.now() - started) / 1000).toFixed(0)} s:`);
  for (const [outcome, times] of [...played].toSorted()) console.log(`  ${String(times).padStart(3)} ${outcome}`);
  await tellSummary(cast, url);
  if (found === undefined) console.log("Ctrl-C stops everything.");
});
