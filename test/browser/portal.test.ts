import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPage } from "../support/pages/browser-pages.ts";
import { launchBrowser } from "../support/pages/browser.ts";
import { mailsTo } from "../support/stack/mailed.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Signs in as a person does: by the form, the mail and the button. */
async function signIn(page: Page, email: string): Promise<void> {
  const { local } = stack();
  await page.goto(`${local.url}/portal`);
  await page.getByRole("button", { name: "Send me a sign-in link" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel("Your e-mail address").fill(email);
  await page.getByRole("button", { name: "Send me a sign-in link" }).click();
  await page.getByRole("heading", { level: 1, name: "Check your e-mail" }).waitFor();
  await local.idle();
  const links = mailsTo(stack(), email).at(-1)?.links ?? [];
  await page.goto(links.find((link) => link.includes("/portal/sign-in/")) ?? "");
  // As many people press everything.
  await page.getByRole("button", { name: "Sign in" }).dblclick();
  await page.getByRole("heading", { level: 1, name: "Your partners" }).waitFor();
}

/** Checks a receipt as it is and changed: with a script offline, without one on the server. */
async function checkReceipt(page: Page, receipt: string, hasScript: boolean): Promise<void> {
  await page.getByRole("link", { name: "Check a receipt" }).click();
  await page.getByLabel("Text of the receipt").waitFor();
  await page.context().setOffline(hasScript);
  const check = async (text: string, title: string): Promise<void> => {
    await page.getByLabel("Text of the receipt").fill(text);
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByRole("heading", { name: title }).waitFor();
  };
  await check(receipt.replace(/..$/, "AA"), "This receipt is not genuine");
  await check("nothing", "This is not a receipt");
  await check(receipt, "This receipt is genuine");
  if (hasScript) {
    await page.getByLabel("Or choose the .jws file").setInputFiles({ ...aFile, buffer: Buffer.from("nothing") });
    await page.getByRole("heading", { name: "This is not a receipt" }).waitFor();
    await page.getByLabel("Or choose the .jws file").setInputFiles({ ...aFile, buffer: Buffer.from(receipt) });
    await page.getByRole("heading", { name: "This receipt is genuine" }).waitFor();
    await page.context().setOffline(false);
  }
}

const aFile = { name: "receipt.jws", mimeType: "application/jose" };

describe.each([
  { script: "on", enabled: true, width: 320, colorScheme: "light" },
  { script: "off", enabled: false, width: 900, colorScheme: "dark" },
] as const)("with JavaScript $script, $width pixels wide", ({ enabled, width, colorScheme }) => {
  test("an administrator signs in, removes a permission, ends the relationship and blocks the partner", async () => {
    const { email } = await stack()
      .partner()
      .connect({ permissions: ["users.admin", "billing.read", "directory.admin"] });
    const { page, complaints } = await openPage(browser, { javaScriptEnabled: enabled, width, colorScheme });
    await signIn(page, email);

    await page.getByRole("link", { name: "See and change what Contoso Partner may do" }).click();
    await page.getByRole("link", { name: "Remove User administrator" }).click();
    await page.getByRole("link", { name: "No, go back" }).click();
    await page.getByRole("link", { name: "Remove User administrator" }).click();
    await page.getByRole("button", { name: "Remove the permission" }).click();
    await page.getByRole("status").waitFor();
    expect(await page.getByRole("row", { name: /^User administrator/ }).textContent()).toContain("Removed");
    const relationship = page.url();
    await page.getByRole("link", { name: /Receipt of/ }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download the signed file" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^receipt-inv_\w+\.jws$/);
    await checkReceipt(page, await readFile(await file.path(), "utf8"), enabled);
    await page.goto(relationship);

    await page.getByRole("link", { name: "End the relationship" }).click();
    await page.getByLabel("Reason").fill("We have another partner.");
    await page.getByRole("button", { name: "End the relationship" }).click();
    await page.getByText("This relationship has ended.").waitFor();

    await page.getByRole("link", { name: "Change whether Contoso Partner can send requests" }).click();
    await page.getByRole("button", { name: "Block Contoso Partner" }).click();
    await page.getByText("Contoso Partner is blocked.").waitFor();
    const refused = await stack().ask(contoso, "POST", "/v1/invitations", {
      body: { customer: { email }, send: "email" },
    });
    expect(refused.json).toMatchObject({ type: "/problems/suppressed-address" });

    await page.getByRole("link", { name: "Administrators" }).click();
    await page.getByLabel("E-mail address").fill("nonsense");
    await page.getByRole("button", { name: "Add administrator" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("E-mail address").inputValue()).toBe("nonsense");
    await page.getByLabel("E-mail address").fill(email.replace("it@", "colleague@"));
    await page.getByRole("button", { name: "Add administrator" }).click();
    await page.getByRole("heading", { name: "Waiting for confirmation" }).waitFor();
    await page.getByRole("button", { name: /Send again/ }).click();
    await page.getByRole("status").waitFor();
    await page.getByRole("link", { name: /^Remove colleague@/ }).click();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByText("The address was removed.").waitFor();

    await page.getByRole("link", { name: "Name", exact: true }).click();
    await page.getByLabel("Name", { exact: true }).fill("Wingtip Toys");
    await page.getByRole("button", { name: "Change the name" }).click();
    await page.getByText("Wingtip Toys").waitFor();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.getByText("You are signed out.").waitFor();
    // A 422 comes back with the page's faults, which Chromium reports; nothing else may complain.
    expect(complaints.filter((text) => !text.includes("422"))).toEqual([]);
  });
});
