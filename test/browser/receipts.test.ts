import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveReceipts } from "../../functions/serve-receipts/handler.ts";
import { routes } from "../../functions/serve-receipts/manifest.ts";
import { httpBoundary } from "../../shared/http/boundary.ts";
import type { Decision } from "../../shared/invitation/model.ts";
import { readReceipt } from "../../shared/invitation/reads/read-receipt.ts";
import script from "../../shared/pages/verify.client.js";
import { locales, type Locale } from "../../shared/policy/locales.ts";
import type { Offer } from "../../shared/terms/model.ts";
import { aMasterKey } from "../support/builders/a-master-key.ts";
import { anInvitation } from "../support/builders/builders.ts";
import { openPage } from "../support/pages/browser-pages.ts";
import { launchBrowser } from "../support/pages/browser.ts";
import { anHttpEvent, call } from "../support/stack/http-event.ts";
import { scriptedTable } from "../support/table/scripted-table.ts";

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser?.close());

const dependencies = { masterKey: async () => aMasterKey(), publicUrl: "https://rapport.example" };
const handler = httpBoundary({
  routes,
  handlers: serveReceipts({ ...dependencies, table: scriptedTable([]).table, operatorName: "Fabrikam Cloud" }),
  newCorrelationId: () => "c-1",
  bodies: "form",
});
const ask = async (lang: Locale, body?: string): Promise<string> => {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const routeKey = body === undefined ? "GET /verify" : "POST /verify";
  const event = anHttpEvent({ routeKey, query: { lang }, claims: null, ...(body && { body, headers }) });
  return (await call(handler, event)).text;
};

const accepted = anInvitation({ status: "accepted" });
/** A receipt of an acceptance on the first of a month. */
const receiptOf = (offer: Partial<Offer>, decision: Partial<Decision>): Promise<string> =>
  readReceipt(dependencies, {
    ...accepted,
    issue: { ...accepted.issue, offer: { ...accepted.issue.offer, ...offer } },
    decision: { ...accepted.decision, ...decision },
    decidedAt: "2026-12-01T22:30:00.000Z",
  });

const verified = { at: "2026-05-01T08:00:00.000Z", how: "Commercial register" };
const permissions = ["users.admin", "billing.read", "of.yesterday"];
const receipts = await Promise.all([
  receiptOf(
    { permissions, autoExtend: true, partnerVerified: verified },
    {
      granted: ["users.admin", "of.yesterday"],
      duration: "P31D",
      by: { name: "Ada", email: "ada@a.example", title: "CTO" },
    },
  ),
  receiptOf({ permissions, autoExtend: false }, { duration: "P90D", by: { name: "Ada", email: null, title: null } }),
  receiptOf(
    { permissions: [], sandbox: true },
    { granted: [], duration: null, by: { name: null, email: null, title: null } },
  ),
]);

/** In the page: each element of a result with its own text, and the result of the script for a receipt. */
const inPage = `
  const statedOn = (root) => [...root.querySelector("#result").querySelectorAll("*")].map((element) => [
    element.localName,
    element.getAttribute("href"),
    [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join(""),
  ]);
  const parsed = (markup) => new DOMParser().parseFromString(markup, "text/html");
  const statedByScript = (receipt) => {
    const result = document.querySelector("#result");
    const shown = new Promise((resolve) => new MutationObserver(resolve).observe(result, { childList: true }));
    document.querySelector("#receipt").value = receipt;
    document.querySelector("#verify").requestSubmit();
    return shown.then(() => statedOn(document));
  };
`;

test("the script says of each receipt what the server says, in every language", async () => {
  const { page } = await openPage(browser, { javaScriptEnabled: true, timezoneId: "Asia/Tokyo" });
  await page.route("**", async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.endsWith(".js")) return route.fulfill({ body: script, contentType: "text/javascript" });
    return route.fulfill({ body: pathname === "/verify" ? await ask("en") : "", contentType: "text/html" });
  });
  await page.goto(`${dependencies.publicUrl}/verify`);
  for (const lang of locales) {
    // The words of another language come with its page; the script is the same.
    const markup = JSON.stringify(await ask(lang));
    await page.evaluate(`{${inPage}
      document.querySelector("#verify").dataset.words = parsed(${markup}).querySelector("#verify").dataset.words;
    }`);
    for (const receipt of [...receipts, "eyJ"]) {
      const byServer = await ask(lang, new URLSearchParams({ receipt }).toString());
      const [byScript, stated] = await page.evaluate<[unknown[], unknown[]]>(`(async () => {${inPage}
        return [await statedByScript("${receipt}"), statedOn(parsed(${JSON.stringify(byServer)}))];
      })()`);
      expect(byScript, lang).toEqual(stated);
      expect(stated).toContainEqual(["h2", null, expect.any(String)]);
    }
  }
});
