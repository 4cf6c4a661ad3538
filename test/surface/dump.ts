import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CommandError, run } from "../../infra/commands/run.ts";
import { openDynamoDb } from "../../infra/local/dynamodb/process.ts";
import { raise } from "../../infra/local/stack.ts";
import { synthesize } from "../../infra/local/synthesize.ts";
import { acceptancePortals } from "./acceptance-portals.ts";
import { apiProblems } from "./api-problems.ts";
import { documents } from "./documents.ts";
import { openFolder, type Folder } from "./folder.ts";
import { galleryMails, sentMails } from "./mails.ts";
import { closedOffers, heldOffers } from "./closed-offers.ts";
import { offerFaults } from "./offer-faults.ts";
import { openOffers } from "./open-offers.ts";
import { customerPages } from "./portal-customer.ts";
import { relationshipPages } from "./portal-relationship.ts";
import { signIn } from "./portal-sign-in.ts";
import { problemPages, publicPages } from "./public-pages.ts";
import { surfaceOn, type Surface } from "./surface.ts";
import { seasonEvents } from "./season.ts";
import { waysOut } from "./ways-out.ts";

/** When everything happens. */
const standsAt = Date.parse("2027-03-01T09:00:00.000Z");

type Part = (surface: Surface) => Promise<void>;

/** Everything that is seen of the product but the season. The parts use one stack one after another, so their order counts. */
const parts: readonly Part[] = [
  ...[documents, openOffers, offerFaults, closedOffers, heldOffers],
  ...[signIn, customerPages, relationshipPages, waysOut],
  ...[publicPages, problemPages, apiProblems, acceptancePortals, sentMails],
];

const report = (name: string): void =>
  console.log(`${String(Math.round(performance.now() / 1000)).padStart(4)} s  ${name}`);

/** Raises a stack whose time stands still, and writes one part after another. */
async function writeFrom(assembly: string, folder: Folder, wanted: readonly Part[]): Promise<void> {
  const local = await raise({ assembly, dynamoDb: await openDynamoDb(), standsAt });
  try {
    const surface = await surfaceOn(local, folder);
    for (const part of wanted) {
      await part(surface);
      report(part.name);
    }
  } finally {
    await local.stop();
  }
}

async function dump(target: string): Promise<void> {
  const assembly = mkdtempSync(join(tmpdir(), "rapport-surface-"));
  try {
    await synthesize(assembly);
    report("built");
    const folder = openFolder(target);
    await Promise.all([
      writeFrom(assembly, folder, parts),
      writeFrom(assembly, folder, [seasonEvents]),
      galleryMails(folder),
    ]);
    folder.close();
  } finally {
    rmSync(assembly, { recursive: true, force: true });
  }
}

const usage = `npm run surface -- FOLDER

Writes everything that is seen of the product into a folder that is empty or not there: documents, pages, mails, problems,
and the events of a season. Compare two commits with \`diff -r\`.`;

await run(async () => {
  const [target, ...others] = parseArgs({ allowPositionals: true }).positionals;
  if (target === undefined || others.length > 0) throw new CommandError(usage);
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new CommandError(`${target} is not empty; name a folder that is empty or not there.`);
  await dump(target);
}, usage);
