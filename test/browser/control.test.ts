import { SendRawEmailCommand, SESClient } from "@aws-sdk/client-ses";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { localAccessKey } from "../../infra/local/aws-endpoint.ts";
import { raise, type LocalStack } from "../../infra/local/stack.ts";
import { launchBrowser } from "../support/pages/browser.ts";
import { tablelessResources, writeAssembly } from "../local/tiny/stack.ts";

/** Set to a folder to look at the pages. */
const screenshots = process.env["SCREENSHOTS"];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const partners = [{ name: "tiny", displayName: "Tiny", cloud: "public", verified: "Register", locale: "en" }];

const assembly = writeAssembly(tablelessResources);
let local: LocalStack;
let browser: Browser;
beforeAll(async () => {
  [local, browser] = await Promise.all([raise({ assembly, partners }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await local?.stop();
  rmSync(assembly, { recursive: true });
});

let page: Page;
let complaints: string[];
const open = async (options: BrowserContextOptions = {}, query = ""): Promise<void> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${local.url}/_local${query}`);
};
beforeEach(() => void (complaints = []));
afterEach(async () => {
  await page.context().close();
  await local.reset();
  expect(complaints).toEqual([]);
});

const settings = () => ({
  region: "eu-central-1",
  endpoint: local.awsUrl,
  credentials: { accessKeyId: localAccessKey, secretAccessKey: "local" },
});

const sendMail = async (subject: string, html: string): Promise<void> => {
  const lines = ["From: Tiny <hello@tiny.example>", "To: ada@contoso.example", `Subject: ${subject}`];
  const Data = Buffer.from([...lines, "Content-Type: text/html", "", html].join("\r\n"));
  await new SESClient(settings()).send(
    new SendRawEmailCommand({ RawMessage: { Data }, ConfigurationSetName: "tiny-set" }),
  );
};

/** A message that fails until somebody redrives it. */
const sendDeadLetter = async (): Promise<void> => {
  const QueueUrl = local.parts.queues.find(({ shortName }) => shortName === "work")?.url;
  await new SQSClient(settings()).send(new SendMessageCommand({ QueueUrl, MessageBody: '{"fails":3,"note":"kept"}' }));
  await local.advance("PT10M");
};

const section = (name: string) => page.getByRole("region", { name });
const rowOf = (name: string) => page.getByRole("row", { name: new RegExp(`^${name}\\b`) });

const assertAccessible = async (name: string): Promise<void> => {
  if (screenshots !== undefined) {
    mkdirSync(screenshots, { recursive: true });
    await page.screenshot({ path: join(screenshots, `control-${name}.png`), fullPage: true });
  }
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await checker.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  expect(violations).toEqual([]);
  const overflow = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
  expect(overflow).toBe(false);
};

test("the control page shows a new mail without a reload, as its recipient sees it", async () => {
  await open();
  await section("Mailbox").getByText("No mail yet").waitFor();
  await sendMail("First", '<h1 style="color: teal">Hello Ada</h1><a href="https://tiny.example/a">Read</a>');
  const heading = page.frameLocator("iframe").getByRole("heading", { name: "Hello Ada" });
  await heading.waitFor();
  const colour = await page.frames()[1]?.evaluate("getComputedStyle(document.querySelector('h1')).color");
  expect(colour).toBe("rgb(0, 128, 128)");
  await page.getByRole("link", { name: "links" }).click();
  expect(await section("Mailbox").getByRole("link", { name: "https://tiny.example/a" }).count()).toBe(1);
  await page.getByRole("link", { name: "headers" }).click();
  await section("Mailbox").getByText("text/html").waitFor();
  // Who reads one mail is not torn away by the next.
  await sendMail("Second", "<p>Later</p>");
  await section("Mailbox").getByText("Second").waitFor();
  expect(await section("Mailbox").getByRole("heading", { level: 3 }).textContent()).toBe("First");
});

test("a mail that is still loading on the control page is not replaced by the next one", async () => {
  const held = Promise.withResolvers<void>();
  await open();
  await section("Mailbox").getByText("No mail yet").waitFor();
  await page.route("**/_local/mail/*/html", async (route) => {
    await held.promise;
    await route.continue();
  });
  await sendMail("First", "<h1>One</h1>");
  await section("Mailbox").getByRole("heading", { name: "First" }).waitFor();
  await sendMail("Second", "<h1>Two</h1>");
  await section("Mailbox").getByText("Second").waitFor();
  expect(await section("Mailbox").getByRole("heading", { level: 3 }).textContent()).toBe("First");
  held.resolve();
  await page.frameLocator("iframe").getByRole("heading", { name: "Two" }).waitFor();
});

test("the control page shows a new event without a reload, and keeps an open event open", async () => {
  await open({}, "?ses");
  await sendMail("First", "<p>one</p>");
  const first = section("Events").locator("details", { hasText: "Email Delivered" });
  await first.locator("summary").click();
  await first.getByText('"eventType": "Delivery"').waitFor();
  await sendMail("Second", "<p>two</p>");
  await section("Events").locator("li").nth(1).waitFor();
  expect(await section("Events").locator("li").nth(1).getByText('"eventType": "Delivery"').isVisible()).toBe(true);
});

test("the control page shows dead letters and redrives them", async () => {
  await sendDeadLetter();
  await open();
  await section("Queues").getByText("1 in dead").click();
  await section("Queues").getByText('{"fails":3,"note":"kept"}').waitFor();
  await page.getByRole("button", { name: "Redrive work" }).click();
  await page.getByRole("button", { name: "Redrive work" }).waitFor({ state: "detached" });
  expect(await rowOf("work").getByRole("cell").allTextContents()).toEqual(["0", "1", "0"]);
});

test("the buttons of the control page work without JavaScript", async () => {
  await sendMail("Plain", "<p>Hello</p>");
  await open({ javaScriptEnabled: false });
  const before = local.parts.clock.now();
  await page.getByRole("button", { name: "+1 day" }).click();
  await page.waitForURL(`${local.url}/_local`);
  expect(local.parts.clock.now()).toBeGreaterThanOrEqual(before + 86_400_000);
  await page.getByRole("link", { name: "text" }).click();
  expect(page.url()).toContain("view=text");
});

test("the control page opens a mail of the gallery in the chosen language", async () => {
  await open({ viewport: { width: 1280, height: 900 } });
  await page.getByRole("link", { name: "Every mail" }).click();
  await page.getByRole("link", { name: "German" }).click();
  await page.getByRole("link", { name: /^code / }).click();
  await page.frameLocator("iframe").getByText("04213751", { exact: true }).waitFor();
  expect(await page.locator("h3[lang=de]").textContent()).toContain("04213751");
  await assertAccessible("gallery");
});

test("the local sign-in page is accessible and signs a user in", async () => {
  const { pool, url } = local.parts.issuer ?? { pool: undefined, url: "" };
  const client = { client_id: pool?.clientId ?? "", redirect_uri: pool?.callbackUrls[0] ?? "" };
  const challenge = { code_challenge: "0".repeat(43), code_challenge_method: "S256" };
  await open({ viewport: { width: 360, height: 800 } });
  await page.goto(
    `${url}/oauth2/authorize?${new URLSearchParams({ ...client, ...challenge, response_type: "code" }).toString()}`,
  );
  await assertAccessible("sign-in");
  await page.route("http://localhost/callback*", (route) => route.fulfill({ body: "back" }));
  await page.getByRole("button", { name: /^sales@tiny\.example/ }).click();
  await page.getByText("back").waitFor();
  expect(page.url()).toMatch(/\?code=/);
});

describe.each<[string, BrowserContextOptions]>([
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["phone", { viewport: { width: 360, height: 800 } }],
])("the control page (%s)", (name, options) => {
  test("is accessible with all its content", async () => {
    await sendDeadLetter();
    await sendMail("First", "<html lang=en><title>First</title><main><h1>Hello Ada</h1></main></html>");
    local.parts.faults.add({ crash: "sweep", at: "start" });
    await open(options, "?ses&partner=tiny&role=admin");
    await section("Token").getByText("export TOKEN=").waitFor();
    await section("Events").locator("summary").first().click();
    await section("Queues").getByText("1 in dead").click();
    await page.getByText("live", { exact: true }).waitFor();
    await assertAccessible(name);
  });
});
