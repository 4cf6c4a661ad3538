import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OfferPageModel } from "../../functions/serve-offer/page-models.ts";
import { loadPageTexts } from "../../functions/serve-offer/texts.ts";
import { offerPage } from "../../functions/serve-offer/view.ts";
import { openPage } from "../support/pages/browser-pages.ts";
import { launchBrowser } from "../support/pages/browser.ts";
import { anOfferPage } from "../unit/pages/an-offer-page.ts";

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser?.close());

const asset = (name: string): string => readFileSync(join(import.meta.dirname, "../../shared/pages", name), "utf8");
const assets: Readonly<Record<string, string>> = { css: asset("rapport.css"), js: asset("offer.client.js") };
const types: Readonly<Record<string, string>> = { css: "text/css", js: "text/javascript" };
const address = `https://rapport.example/i/${anOfferPage().link}`;

/** The page of an offer at its address, with its stylesheet and script. */
async function show(named: Partial<OfferPageModel> = {}, path = ""): Promise<Page> {
  const { page } = await openPage(browser, { javaScriptEnabled: true, timezoneId: "Asia/Tokyo" });
  const body = offerPage(anOfferPage(named), await loadPageTexts("en"));
  await page.route("**", (route) => {
    const extension = /\.(css|js)$/.exec(new URL(route.request().url()).pathname)?.[1];
    return extension === undefined
      ? route.fulfill({ body, contentType: "text/html" })
      : route.fulfill({ body: assets[extension] ?? "", contentType: types[extension] ?? "" });
  });
  await page.goto(`${address}${path}`);
  return page;
}

test("the button says how much it grants, and is the only one that accepts", async () => {
  const page = await show();
  const accepting = page.getByRole("button", { name: /^Accept/ });
  expect(await accepting.allInnerTexts()).toEqual(["Accept 2 permissions"]);
  await page.getByRole("checkbox", { name: "Billing reader" }).uncheck();
  expect(await accepting.allInnerTexts()).toEqual(["Accept 1 permission"]);
  await page.getByRole("checkbox", { name: "Directory administrator" }).uncheck();
  expect(await accepting.allInnerTexts()).toEqual(["Accept without permissions"]);
});

test("a time is shown in the reader's own zone", async () => {
  expect(await (await show()).locator("time").innerText()).toBe("22 December 2026 at 23:03 GMT+9");
});

test("another language is opened by its address, unless something was typed or is on a page that was posted", async () => {
  const methodOf = async (page: Page): Promise<string> => {
    const sent = page.waitForRequest((request) => request.isNavigationRequest() && request.url().includes("lang=de"));
    await page.getByRole("button", { name: "Deutsch" }).click();
    return (await sent).method();
  };
  expect(await methodOf(await show())).toBe("GET");
  const typed = await show();
  await typed.getByLabel("Your full name").fill("Ada");
  expect(await methodOf(typed)).toBe("POST");
  expect(await methodOf(await show({}, "/decision"))).toBe("POST");
});

test("on paper everything that is allowed can be read, and nothing is empty or waits to be pressed", async () => {
  const page = await show({ codeRequired: true });
  await page.getByLabel("Your full name").fill("Ada Lovelace");
  await page.emulateMedia({ media: "print" });
  expect(await page.getByText("Give administrator roles to anyone").isVisible()).toBe(true);
  expect(await page.getByLabel("Your full name").isVisible()).toBe(true);
  for (const gone of [
    page.getByLabel("Your job title"),
    page.getByLabel("Code from the e-mail").first(),
    page.getByText("Deutsch"),
    page.getByText("Decline and say why"),
    page.getByText("Send the code"),
  ])
    expect(await gone.isVisible()).toBe(false);
});
