import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";

/** Set to a folder to look at the pages that a journey passes. */
const screenshots = process.env["SCREENSHOTS"];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page whose console stays silent: an error in it is a fault of the page, its policy or its assets. */
export async function openPage(
  browser: Browser,
  options: {
    readonly javaScriptEnabled: boolean;
    readonly width?: number;
    readonly colorScheme?: "light" | "dark";
    readonly timezoneId?: string;
  },
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const { width = 360, ...context } = options;
  const opened = await browser.newContext({ ...context, viewport: { width, height: 800 } });
  const page = await opened.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, complaints };
}

/** Holds a page to axe and to the width of its window. Axe needs a running script; with script off the document is the same. */
export async function assertAccessible(page: Page, name: string): Promise<void> {
  if (screenshots !== undefined) {
    mkdirSync(screenshots, { recursive: true });
    await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
  }
  // Evaluated by the browser's tools: the page's own policy lets no foreign script in.
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
    return (await checker.run()).violations.map(({ id }) => id);
  });
  expect(violations, name).toEqual([]);
  const overflow = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
  expect(overflow, name).toBe(false);
}
