import type { Socket } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { failureOf, postOffice } from "../../../functions/send-mail/post-office.ts";
import { LocalServer } from "../../../infra/local/local-server.ts";
import { ids } from "../../support/builders.ts";
import { now } from "../../support/fixed-clock.ts";

/** An SES whose connections are good for one request, as those are that a frozen function has kept. */
const used = new Set<Socket>();
const taken: string[] = [];
const ses = new LocalServer((request, response) => {
  if (used.has(request.socket)) return void request.socket.destroy();
  used.add(request.socket);
  let body = "";
  request.on("data", (chunk) => (body += String(chunk)));
  request.on("end", () => {
    taken.push(new URLSearchParams(body).get("Destinations.member.1") ?? "");
    const result = "<SendRawEmailResult><MessageId>1</MessageId></SendRawEmailResult>";
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

test("a mail needs no connection that an earlier one has left", async () => {
  const post = postOffice("requests@rapport.example", "rapport");
  const recipients = ["first@contoso.example", "second@contoso.example"];
  for (const to of recipients) {
    await post(
      {
        ...{ to, senderName: "Fabrikam via Rapport", replyTo: null, headers: {} },
        ...{ subject: "A request", text: "Text", html: "<p>Text</p>" },
        ...{ date: new Date(now), messageId: `<${to}>` },
      },
      { invitation: ids.invitation, link: 1, kind: "invitation", mail: 1 },
    );
  }
  expect(taken).toEqual(recipients);
});

test.each([
  ["MessageRejected", 400, "rejected"],
  ["Throttling", 400, "refused"],
  ["AccessDenied", 403, "refused"],
  ["InternalFailure", 500, "unknown"],
  ["ServiceUnavailable", 503, "unknown"],
  ["TimeoutError", undefined, "unknown"],
] as const)("SES's %s (%j) says that the mail was %s", (name, httpStatusCode, failure) => {
  expect(failureOf(Object.assign(new Error(), { name, $metadata: { httpStatusCode } }))).toBe(failure);
  expect(failureOf(new Error("socket hang up"))).toBe("unknown");
});
