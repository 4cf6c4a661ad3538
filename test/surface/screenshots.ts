import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { run } from "../../infra/commands/run.ts";
import { actorsOn } from "../../infra/local/actors/actors.ts";
import { succeeded } from "../../infra/local/actors/answers.ts";
import { raise } from "../../infra/local/stack.ts";
import { synthesize } from "../../infra/local/synthesize.ts";
import { launchBrowser } from "../support/pages/browser.ts";

const usage = `npm run screenshots

Takes the pictures in README anew, of an invitation of always the same day.`;

const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const standsAt = Date.parse("2028-11-29T09:00:00.000Z");
const email = "ada@wingtip.example";

await run(async () => {
  parseArgs();
  const assembly = mkdtempSync(join(tmpdir(), "rapport-screenshots-"));
  try {
    await synthesize(assembly);
    const [local, browser] = await Promise.all([raise({ assembly, standsAt }), launchBrowser()]);
    try {
      const { partner, mailbox } = actorsOn(local.url);
      const customer = { email, organization: "Wingtip Toys", contactName: "Ada Lovelace" };
      const permissions = ["directory.admin", "users.admin"];
      succeeded(await partner().create({ customer, permissions, send: "email" }));
      const context = await browser.newContext({ viewport: { width: 600, height: 770 }, colorScheme: "light" });
      const page = await context.newPage();
      const take = async (name: string, url: string): Promise<void> => {
        await page.goto(url);
        await page.screenshot({ path: join(folder, `${name}.png`) });
      };
      mkdirSync(folder, { recursive: true });
      const { id } = await mailbox.waitFor(email);
      await take("mail", `${local.url}/_local/mail/${id}/html`);
      await take("offer", await mailbox.personalLink(email));
    } finally {
      await Promise.all([browser.close(), local.stop()]);
    }
  } finally {
    rmSync(assembly, { recursive: true, force: true });
  }
}, usage);
