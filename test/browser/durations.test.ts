import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadPageTexts } from "../../functions/serve-offer/texts.ts";
import { offerPage } from "../../functions/serve-offer/view.ts";
import { locales } from "../../shared/policy/locales.ts";
import { openPage } from "../support/pages/browser-pages.ts";
import { launchBrowser } from "../support/pages/browser.ts";
import { anOfferPage } from "../unit/pages/an-offer-page.ts";

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser?.close());

const stylesheet = readFileSync(join(import.meta.dirname, "../../shared/pages/rapport.css"), "utf8");
/** The longest time that can be asked, with its end in each month. */
const durations = Array.from({ length: 12 }, (_, month) => ({
  duration: "P730D" as const,
  endsAt: new Date(Date.UTC(2030, month, 28)).toISOString(),
}));

test.each(locales)("in %s no duration is cut off on the narrowest screen", async (locale) => {
  const { page } = await openPage(browser, { javaScriptEnabled: true, width: 320 });
  const markup = offerPage(anOfferPage({ locale, durations }), await loadPageTexts(locale));
  const widthWith = async (more: string): Promise<number> => {
    await page.setContent(
      markup
        .replace(/<link[^>]*>|<script.*?<\/script>/g, "")
        .replace("</head>", `<style>${stylesheet}${more}</style></head>`),
    );
    return (await page.locator("#duration").boundingBox())?.width ?? 0;
  };
  const available = await widthWith("");
  expect(available).toBeGreaterThan(200);
  expect(await widthWith("#duration { width: max-content; }")).toBeLessThanOrEqual(available);
});
