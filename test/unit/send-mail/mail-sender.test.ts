import type { Socket } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openMailSender } from "../../../functions/send-mail/mail-sender.ts";
import { LocalServer } from "../../../infra/local/local-server.ts";
import { ids } from "../../support/builders/builders.ts";
import { now } from "../../support/builders/fixed-clock.ts";

/** An SES whose connections are good for one request, as those are that a frozen function has kept. */
const used = new Set<Socket>();
const taken: URLSearchParams[] = [];
let isSilent = false;
const ses = new LocalServer((request, response) => {
  if (isSilent) return;
  if (used.has(request.socket)) return void request.socket.destroy();
  used.add(request.socket);
  let body = "";
  request.on("data", (chunk) => (body += String(chunk)));
  request.on("end", () => {
    taken.push(new URLSearchParams(body));
    const result = "<SendRawEmailResult><MessageId>0100018f-1</MessageId></SendRawEmailResult>";
    response.writeHead(200, { "content-type": "text/xml" });
    response.end(`<SendRawEmailResponse>${result}</SendRawEmailResponse>`);
  });
});
beforeAll(async () => {
  vi.stubEnv("AWS_ENDPOINT_URL_SES", `http://127.0.0.1:${await ses.listen(0)}`);
  vi.stubEnv("AWS_REGION", "eu-central-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await ses.stop();
});

const headersOf = (call: URLSearchParams | undefined): Record<string, string> => {
  const raw = Buffer.from(call?.get("RawMessage.Data") ?? "", "base64").toString();
  const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replaceAll(/\r\n[ \t]+/g, " ");
  return Object.fromEntries(
    head.split("\r\n").map((line) => {
      const [name = "", ...value] = line.split(": ");
      return [name.toLowerCase(), value.join(": ").trim()];
    }),
  );
};
const aLetter: Parameters<ReturnType<typeof openMailSender>>[0] = {
  ...{ to: "first@contoso.example", senderName: "Fabrikam via Rapport", replyTo: null, headers: {} },
  ...{
    lang: "en",
    subject: "A request",
    text: "Text",
    html: "<p>Text</p>",
    date: new Date(now),
    id: "inv_1.2.invitation",
    follows: null,
  },
};
const tags = { invitation: ids.invitation, link: 1, kind: "invitation", mail: 1, correlation: "request-1" } as const;

test("a mail fails if SES does not answer in time", async () => {
  isSilent = true;
  const post = openMailSender("requests@rapport.example", "rapport", 20);
  await expect(post({ ...aLetter, to: "late@contoso.example" }, tags)).rejects.toMatchObject({ name: "TimeoutError" });
  isSilent = false;
});

test("a mail is sent on a new connection, never on one of an earlier mail", async () => {
  const post = openMailSender("requests@rapport.example", "rapport", 8_000);
  const recipients = ["first@contoso.example", "second@contoso.example"];
  for (const to of recipients) await post({ ...aLetter, to }, tags);
  // On a busy machine the server may see the mail of the test above only now.
  const sent = taken.map((call) => call.get("Destinations.member.1"));
  expect(sent.filter((to) => to !== "late@contoso.example")).toEqual(recipients);
});

test("a mail has a message id in the sender's domain and the correlation id of its request as a tag", async () => {
  expect(await openMailSender("requests@rapport.example", "rapport", 8_000)(aLetter, tags)).toBe("0100018f-1");
  const call = taken.at(-1);
  expect(headersOf(call)).toMatchObject({ "message-id": "<inv_1.2.invitation@rapport.example>" });
  expect(headersOf(call)).not.toHaveProperty("in-reply-to");
  const names = [1, 2, 3, 4, 5].map((at) => call?.get(`Tags.member.${at}.Name`));
  expect(names).toContain("correlation");
  expect(call?.get(`Tags.member.${names.indexOf("correlation") + 1}.Value`)).toBe("request-1");
});

test.each([
  ["eu-central-1", "<0100018f-0@eu-central-1.amazonses.com>"],
  ["us-east-1", "<0100018f-0@email.amazonses.com>"],
])("a reminder in %s has the SES message id of the first mail in In-Reply-To", async (region, id) => {
  vi.stubEnv("AWS_REGION", region);
  await openMailSender("requests@rapport.example", "rapport", 8_000)({ ...aLetter, follows: "0100018f-0" }, tags);
  expect(headersOf(taken.at(-1))).toMatchObject({ "in-reply-to": id, references: id });
});
