import { load } from "cheerio";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageAnswer } from "../../shared/pages/answers.ts";
import offerScript from "../../shared/pages/offer.client.js";
import stylesheet from "../../shared/pages/rapport.css";
import verifyScript from "../../shared/pages/verify.client.js";
import { locales } from "../../shared/policy/locales.ts";
import { pagesIn } from "../gallery/pages.ts";
import { assertAccessible, openPage } from "../support/pages/browser-pages.ts";
import { launchBrowser } from "../support/pages/browser.ts";

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));
afterAll(() => browser?.close());

const origin = "https://rapport.example";
const scripts: Readonly<Record<string, string>> = { offer: offerScript, verify: verifyScript };

/** A page with a name, as it is served: with its headers, its stylesheet and its script. */
interface Served {
  readonly name: string;
  readonly markup: string;
}
const inLanguages = await Promise.all(locales.map(pagesIn));
const served = (name: string, at: number): Served => ({
  name: `${name} (${locales[at]})`,
  markup: inLanguages[at]?.[name] ?? "",
});
const names = Object.keys(inLanguages[0] ?? {});
const all = locales.flatMap((_, at) => names.map((name) => served(name, at)));

/** What kinds of elements a page has, each within another. */
const kindsOn = ({ markup }: Served): string[] => {
  const $ = load(markup);
  const kindOf = ({ name, attribs }: { readonly name: string; readonly attribs: Readonly<Record<string, string>> }) =>
    [name, attribs["type"], attribs["class"], attribs["role"]].join(" ");
  return $("body *")
    .get()
    .map((element) => `${kindOf($(element).parent()[0] ?? element)} > ${kindOf(element)}`);
};

/** Names of pages that have every kind of element between them. */
function coveringPages(): string[] {
  const left = new Map(names.map((name) => [name, new Set(kindsOn(served(name, 0)))]));
  const chosen: string[] = [];
  for (;;) {
    const [name, kinds] = [...left].reduce((most, one) => (one[1].size > most[1].size ? one : most));
    if (kinds.size === 0) return chosen;
    chosen.push(name);
    for (const [other, others] of left) left.set(other, others.difference(kinds));
  }
}
/** Each in another language than the one before. */
const varied = coveringPages().map((name, at) => served(name, at % locales.length));

async function open(options: Partial<Parameters<typeof openPage>[1]> = {}) {
  const { page, complaints } = await openPage(browser, { javaScriptEnabled: true, width: 320, ...options });
  const { headers } = pageAnswer(200, "");
  await page.route("**", (route) => {
    const { pathname } = new URL(route.request().url());
    const [, asset = "", type] = /^\/assets\/(\w+)\.\w+\.(css|js)$/.exec(pathname) ?? [];
    if (type === "css") return route.fulfill({ body: stylesheet, contentType: "text/css" });
    if (type === "js") return route.fulfill({ body: scripts[asset] ?? "", contentType: "text/javascript" });
    const body = varied[Number(pathname.slice(1))]?.markup ?? "";
    return route.fulfill({ body, headers: { ...headers, "content-type": "text/html; charset=utf-8" } });
  });
  return { page, complaints };
}

const show = (page: Page, index: number) => page.goto(`${origin}/${index}`);

/** Runs a check of the document in the browser for each of these pages; returns what it finds, with the name of the page. */
const findOn = (page: Page, pages: readonly Served[], check: string): Promise<string[]> =>
  page.evaluate(`((pages) => {
    const check = ${check};
    const style = document.createElement("style");
    style.textContent = ${JSON.stringify(stylesheet)};
    return pages.flatMap(({ name, markup }) => {
      const { documentElement } = new DOMParser().parseFromString(markup, "text/html");
      document.documentElement.replaceChildren(...documentElement.children);
      document.head.append(style);
      return [...check(document)].map((found) => name + ": " + found);
    });
  })(${JSON.stringify(pages)})`);

/** Elements that stick out of the window, or whose words stick out of a box that hides them. */
const cutOff = `(document) => {
  const elements = [...document.body.querySelectorAll("*")];
  const forReaders = elements.filter((element) => getComputedStyle(element).clipPath !== "none");
  return elements
    .filter((element) => {
      const { right, left, width } = element.getBoundingClientRect();
      if (width === 0 || forReaders.some((one) => one.contains(element))) return false;
      const hides = getComputedStyle(element).overflowX !== "visible" && element.tagName !== "PRE";
      return right > innerWidth + 0.5 || left < -0.5 || (hides && element.scrollWidth > element.clientWidth + 1);
    })
    .map((element) => element.outerHTML.slice(0, 120));
}`;

/** Controls that nothing but their colour tells from text. */
const borderless = `(document) => [...document.querySelectorAll("button, .button, input:not([type=hidden]), select, textarea")]
  .filter((element) => {
    const { borderTopStyle, textDecorationLine } = getComputedStyle(element);
    const isNative = ["checkbox", "radio", "file"].includes(element.type);
    return !isNative && borderTopStyle === "none" && textDecorationLine !== "underline";
  })
  .map((element) => element.outerHTML.slice(0, 120))`;

/** In the page: what can be reached by keyboard, in the order of the document. Of radio buttons it is the chosen one. */
const reachable = `[...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((element) =>
  element.checkVisibility() && element.tabIndex >= 0 && element.type !== "hidden" && !element.disabled &&
  (element.type !== "radio" || element === (document.querySelector("input[type=radio]:checked") ??
    document.querySelector("input[type=radio]"))))`;

/** In the page: which of them has the focus, and whether one sees that it has. */
const focused = `(() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { top, bottom } = element.getBoundingClientRect();
  const isSeen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && bottom > 0 && top < innerHeight;
  return [${reachable}.indexOf(element), isSeen];
})()`;

describe("every page in every state", () => {
  test("can be used by keyboard, in the order of the page, with a focus that is seen", async () => {
    const { page } = await open();
    const pages = ["faults", "home", "administrators", "senders", "unsubscribe", "genuine", "renewal"];
    for (const wanted of pages) {
      const index = varied.findIndex(({ name }) => name.includes(wanted));
      await show(page, index);
      const count = await page.evaluate<number>(`{ const all = ${reachable}; all[0].focus(); all.length; }`);
      const passed: unknown[] = [];
      for (let at = 1; at < count; at += 1) {
        await page.keyboard.press("Tab");
        passed.push(await page.evaluate(focused));
      }
      expect(passed, varied[index]?.name).toEqual(Array.from({ length: count - 1 }, (_, at) => [at + 1, true]));
      expect(count, wanted).toBeGreaterThan(3);
    }
  });

  test("is whole at 320 pixels, which is 400 % of zoom, in every language, and at 375", async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: true, width: 320 });
    expect(await findOn(page, all, cutOff)).toEqual([]);
    await page.setViewportSize({ width: 375, height: 800 });
    expect(await findOn(page, varied, cutOff)).toEqual([]);
  });

  test("has controls that can be told from text in forced colours", async () => {
    const { page } = await openPage(browser, { javaScriptEnabled: true, width: 375 });
    await page.emulateMedia({ forcedColors: "active" });
    expect(await findOn(page, varied, borderless)).toEqual([]);
  });

  test("is accessible, and keeps to its security policy", async () => {
    const { page, complaints } = await open();
    for (const [index, { name }] of varied.entries()) {
      await show(page, index);
      await assertAccessible(page, name.replaceAll(/[^\w-]+/g, "-"));
    }
    expect(complaints).toEqual([]);
  });
});
