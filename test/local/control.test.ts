import { SendRawEmailCommand, SESClient } from "@aws-sdk/client-ses";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, it } from "vitest";
import { raiseTinyStack, type Raised } from "./raised.ts";
import { tablelessResources } from "./tiny/stack.ts";

const raised = raiseTinyStack({ resources: tablelessResources });
let tiny: Raised;
beforeAll(() => (tiny = raised()));

const at = (path = ""): string => `${tiny.local.url}/_local${path}`;
const page = async (query = ""): Promise<string> => (await fetch(at(query))).text();
const submit = (path: string, fields: Record<string, string>): Promise<Response> =>
  fetch(at(path), { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });

const mail = async (html: string): Promise<string> => {
  const lines = ["From: hello@tiny.example", "To: ada@contoso.example", "Subject: Hi <b>", "Content-Type: text/html"];
  const Data = Buffer.from([...lines, "", html].join("\r\n"));
  const command = new SendRawEmailCommand({ RawMessage: { Data }, ConfigurationSetName: "tiny-set" });
  const { MessageId } = await new SESClient(tiny.client).send(command);
  return MessageId ?? "";
};

/** With a host of one's own, which `fetch` does not allow. */
const statusFor = (path: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = request(
      at(path),
      { headers },
      (response) => void text(response).then(() => resolve(response.statusCode)),
    );
    sent.on("error", reject).end();
  });

describe("the control page", () => {
  it("shows the newest mail unless another is chosen, and escapes what it holds", async () => {
    const first = await mail("<p>one</p>");
    const second = await mail("<p>two</p>");
    expect(await page()).toContain(`src="/_local/mail/${second}/html"`);
    const chosen = await page(`?mail=${first}`);
    expect(chosen).toContain(`src="/_local/mail/${first}/html"`);
    expect(chosen).toContain("Hi &lt;b&gt;");
    expect(await page(`?mail=${first}&view=headers`)).toContain("<dd>ada@contoso.example</dd>");
  });

  it("loads a mail's HTML with a policy under which it can do nothing", async () => {
    const id = await mail("<script>alert(1)</script><p>two</p>");
    const response = await fetch(at(`/mail/${id}/html`));
    expect(await response.text()).toContain("<p>two</p>");
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none';.* sandbox /);
    expect((await fetch(at("/mail/none/html"))).status).toBe(404);
  });

  it("accepts forms as well as JSON, and redirects back", async () => {
    const before = tiny.local.parts.clock.now();
    const response = await submit("/clock", { advance: "PT1H" });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/_local"]);
    expect(tiny.local.parts.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
    const tomorrow = new Date(tiny.local.parts.clock.now() + 86_400_000).toISOString();
    await submit("/clock", { set: tomorrow.slice(0, 16) });
    expect(await page()).toContain(tomorrow.slice(0, 16).replace("T", " "));
    await submit("/faults", { call: "ses SendRawEmail", error: "ThrottlingException", times: "2", after: "on" });
    expect(await page()).toContain("ses SendRawEmail: ThrottlingException, after acting, 2 more");
    await submit("/faults", { crash: "sweep", at: "end", times: "1" });
    expect(await page()).toContain("sweep crashes at the end, 1 more");
    await submit("/faults", { method: "DELETE" });
    expect(tiny.local.parts.faults.pending).toEqual([]);
  });

  it("gives a token to paste, for every partner and role", async () => {
    const form = await page();
    for (const name of ["tiny", "admin", "sales", "helpdesk", "auditor", "operator"])
      expect(form).toMatch(new RegExp(`<option\\s*>${name}</option>`));
    expect(form).not.toContain("export TOKEN=");
    const [, token] = /export TOKEN=(\S+)<\/pre>/.exec(await page("?partner=tiny&role=sales")) ?? [];
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${tiny.local.url}/guarded`, { headers })).status).toBe(200);
    const refused = await fetch(at("?partner=none&role=sales"));
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("Partners: tiny.")]);
  });

  it("leads to the portal and the documents of the API", async () => {
    const links = [...(await page()).matchAll(/<a href="([^"]+)"/g)].map(([, href]) => href);
    for (const path of ["/", "/portal", "/verify", "/v1/openapi.json", "/v1/asyncapi.json"])
      expect(links).toContain(tiny.local.url + path);
  });

  it("searches mails by address, subject and text", async () => {
    const [first, second] = [await mail("<p>one</p>"), await mail("<p>two</p>")];
    const listed = async (query: string): Promise<string[]> => {
      const [, list = ""] = /<ol class="mails">(.*?)<\/ol>/s.exec(await page(query)) ?? [];
      return [...list.matchAll(/mail=([\w-]+)/g)].map(([, id]) => id ?? "");
    };
    expect(await listed("?q=ADA@contoso")).toEqual([second, first]);
    expect(await listed("?q=hi")).toEqual([second, first]);
    expect(await listed("?q=nobody")).toEqual([]);
    expect(await page("?q=nobody")).toContain("No mail has “nobody” in it.");
  });

  it("lists mails of one language", async () => {
    const [german, unknown] = [await mail('<html lang="de"><p>eins</p></html>'), await mail("<p>one</p>")];
    const list = async (query: string): Promise<string> =>
      /<ol class="mails">(.*?)<\/ol>/s.exec(await page(query))?.[1] ?? "";
    expect(await list("")).toContain(unknown);
    expect(await list("?lang=de")).toContain(`mail=${german}&amp;lang=de`);
    expect(await list("?lang=de")).not.toContain(unknown);
    expect(await page("?lang=de")).toMatch(/<option value="de" selected\s*>German<\/option>/);
    expect(await page("?lang=fr")).toContain("No mail is in this language.");
  });

  it("shows SES feedback only on request", async () => {
    await mail("<p>one</p>");
    expect(await page()).not.toContain("Email Delivered");
    expect(await page()).toContain("Show 1 of SES too");
    expect(await page("?ses")).toContain("Email Delivered");
  });

  it("shows on the page why a form was refused", async () => {
    const response = await submit("/clock", { advance: "P1M" });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/role="alert">P1M is not a duration/);
  });

  it.each([
    ["a page elsewhere", { origin: "http://evil.example" }],
    ["a name that was pointed at us", { host: "evil.example" }],
  ])("is closed to %s", async (_name, headers) => {
    expect(await statusFor("", headers)).toBe(403);
    expect(await statusFor("/mail", headers)).toBe(403);
  });
});

describe("the event stream", () => {
  it("sends missed events first, then each published event", async () => {
    await mail("<p>one</p>");
    const stream = await fetch(at("/events/stream?since="));
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = "";
    const hear = async (times: number): Promise<void> => {
      while ((heard.match(/^data: \{/gm) ?? []).length < times) heard += (await reader?.read())?.value ?? "";
    };
    await hear(1);
    await mail("<p>two</p>");
    await hear(2);
    await reader?.cancel();
    const messages = heard.split("\n").filter((line) => line.startsWith("data: {"));
    expect(messages.map((line) => JSON.parse(line.slice(6)) as unknown)).toEqual(tiny.local.events);
  });
});
