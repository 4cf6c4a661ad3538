import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actorsOn } from "../../infra/local/actors/actors.ts";
import { succeeded } from "../../infra/local/actors/answers.ts";
import { raise, type LocalStack } from "../../infra/local/stack.ts";
import { openPage as openBrowserPage } from "../support/pages/browser-pages.ts";
import { launchBrowser } from "../support/pages/browser.ts";
import { assemblyFolder } from "../support/stack/prepared.ts";

let local: LocalStack;
let browser: Browser;

beforeAll(async () => {
  [local, browser] = await Promise.all([assemblyFolder().then((assembly) => raise({ assembly })), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await local?.stop();
});

const partner = () => actorsOn(local.url).partner("contoso-partner", "sales");
const invite = (email: string, terms: object = {}) =>
  partner().invite({ customer: { email, organization: "Contoso" }, ...terms });
const read = async (id: string) => {
  await local.idle();
  return succeeded(await partner().read(id)).json;
};

const openPage = (javaScriptEnabled: boolean) => openBrowserPage(browser, { javaScriptEnabled });

describe.each([
  { script: "on", enabled: true },
  { script: "off", enabled: false },
])("with JavaScript $script", ({ script, enabled }) => {
  test("a customer reads the offer, corrects errors and accepts some of its permissions", async () => {
    const { id, link } = await invite(`ada-${script}@accepting-${script}.example`);
    const { page, complaints } = await openPage(enabled);
    await page.goto(link);
    expect(await read(id)).toMatchObject({ status: "pending", viewedAt: null });

    await page.getByLabel("Office 365 administrator").uncheck();
    await page.getByLabel("For how long").selectOption("P90D");
    await page.getByRole("button", { name: enabled ? "Accept 1 permission" : "Accept", exact: true }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("Office 365 administrator").isChecked()).toBe(false);
    expect(await page.getByLabel("For how long").inputValue()).toBe("P90D");

    await page.getByLabel("Your full name").fill("Ada <Lovelace>");
    await page.getByLabel("I have read and agree").check();
    await page.getByRole("button", { name: enabled ? "Accept 1 permission" : "Accept", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /accepted part/ }).waitFor();

    expect(await read(id)).toMatchObject({
      status: "accepted",
      decision: { partial: true, granted: ["directory.admin"], duration: "P90D", by: { name: "Ada <Lovelace>" } },
    });
    if (enabled) {
      // Back to what was an error page, which is not sent again, and sees the answer.
      await page.goBack();
      await page.getByRole("heading", { level: 1, name: /accepted part/ }).waitFor();
    }
    // The fault page is a 422, which Chromium reports; nothing else may complain.
    expect(complaints.filter((text) => !text.includes("422"))).toEqual([]);
  });

  test("a link that the partner could read needs the code from the mailbox", async () => {
    const { id, link } = await invite(`grace-${script}@proving-${script}.example`, { send: "self" });
    const { page } = await openPage(enabled);
    await page.goto(link);
    await page.getByRole("button", { name: "Send the code" }).click();
    await page.getByText("We sent a code").first().waitFor();
    expect(await page.evaluate("document.activeElement.id")).toBe("code");
    await local.idle();
    const code = /\b\d{8}\b/.exec(local.mails.at(-1)?.text ?? "")?.[0] ?? "";

    // With script there is one button, which says what it grants.
    if (enabled)
      for (const box of await page.getByRole("checkbox", { name: "administrator" }).all()) await box.uncheck();
    await page.getByLabel("Your full name").fill("Grace");
    await page.getByLabel("I have read and agree").check();
    await page
      .getByLabel("Code from the e-mail")
      .first()
      .fill(code === "00000000" ? "00000001" : "00000000");
    await page.getByRole("button", { name: "Accept without permissions" }).click();
    await page.getByRole("alert").getByText("You have 4 tries left.").waitFor();
    await page.getByLabel("Code from the e-mail").first().fill(code);
    await page.getByRole("button", { name: "Accept without permissions" }).click();
    await page.getByRole("heading", { level: 1, name: /accepted/ }).waitFor();

    expect(await read(id)).toMatchObject({ status: "accepted", decision: { granted: [], partial: true } });
  });
});

test("an offer is marked as seen when a person interacts with the page, not when it loads", async () => {
  const { id, link } = await invite("mary@looking.example");
  const { page } = await openPage(true);
  await page.goto(link);
  expect(await read(id)).toMatchObject({ viewedAt: null });
  const seen = page.waitForResponse((response) => response.url().endsWith("/seen"));
  await page.mouse.click(5, 5);
  expect((await seen).status()).toBe(204);
  expect(await read(id)).toMatchObject({ viewedAt: expect.any(String) as string });
});
