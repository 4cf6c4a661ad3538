import PostalMime, { decodeWords } from "postal-mime";
import { describe, expect, test } from "vitest";
import { headerLine, headerSafe } from "../../../shared/mail/mail-text.ts";
import { rawMessage, senderName } from "../../../shared/mail/raw-message.ts";
import { invitationMail } from "../../../shared/invitation/mails/request-mail.ts";
import { aRequest, hostileTexts, link } from "./a-request.ts";

const envelope = {
  from: { name: senderName("Contoso Partner", "Fabrikam Cloud"), address: "rapport@fabrikam.example" },
  to: "it@contoso.example",
  replyTo: "hello@contoso-partner.example",
  date: new Date("2026-11-22T10:00:00.000Z"),
  messageId: "<inv_1.1.invitation@fabrikam.example>",
  headers: { "X-SES-MESSAGE-TAGS": "kind=invitation, invitation=inv_1" },
};
const mail = { ...envelope, ...invitationMail(aRequest({ message: { subject: "Grüße", text: "Ciao 😀 {{link}}" } })) };
const headerNames = (email: Awaited<ReturnType<typeof PostalMime.parse>>) => email.headers.map(({ key }) => key).sort();

describe("a raw message", () => {
  test("is parsed with the same addresses, subject, text and headers", async () => {
    const email = await PostalMime.parse(await rawMessage(mail));
    expect(email.from).toMatchObject({
      name: "Contoso Partner via Fabrikam Cloud",
      address: "rapport@fabrikam.example",
    });
    expect(email.to).toMatchObject([{ address: "it@contoso.example" }]);
    expect(email.replyTo).toMatchObject([{ address: "hello@contoso-partner.example" }]);
    expect(email.subject).toBe("Grüße");
    expect(email.messageId).toBe(envelope.messageId);
    expect(email.date).toBe("2026-11-22T10:00:00.000Z");
    expect(email.text?.trim()).toBe(mail.text);
    expect(email.html?.trim()).toBe(mail.html.trim());
    expect(email.headers).toContainEqual(
      expect.objectContaining({ key: "x-ses-message-tags", value: "kind=invitation, invitation=inv_1" }),
    );
    expect(email.html).toContain(link);
  });

  test("has the same bytes only for the same mail", async () => {
    expect(await rawMessage(mail)).toEqual(await rawMessage(mail));
    expect(await rawMessage({ ...mail, messageId: "<other@fabrikam.example>" })).not.toEqual(await rawMessage(mail));
  });

  test.each([
    ["as it is written", mail],
    ["whose text and page have line feeds only", { ...mail, text: "one\ntwo\n\n", html: "<p>one</p>\n<p>two</p>\n" }],
    ["with mixed line ends", { ...mail, text: "one\r\ntwo\rthree\nfour", html: "<p>\r\n</p>\n" }],
    ["that is not ASCII", { ...mail, text: `${"é".repeat(300)}\n${"ß".repeat(300)}\n`, subject: "é".repeat(200) }],
  ])("ends every line with CRLF: a mail %s", async (_, written) => {
    const bytes = Buffer.from(await rawMessage(written)).toString("latin1");
    expect(bytes).toContain("\r\n");
    expect(bytes.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(bytes.endsWith("\r\n")).toBe(true);
    expect(Math.max(...bytes.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  test("always has the headers against automatic replies", async () => {
    const headers = { "Auto-Submitted": "no", "X-Auto-Response-Suppress": "All" };
    const email = await PostalMime.parse(await rawMessage({ ...mail, headers }));
    const found = email.headers.filter(({ key }) => /^(auto-submitted|x-auto-response-suppress)$/.test(key));
    expect(found.map(({ key, value }) => [key, value])).toEqual([
      ["auto-submitted", "auto-generated"],
      ["x-auto-response-suppress", "OOF, AutoReply"],
    ]);
  });

  test("names its language", async () => {
    const email = await PostalMime.parse(await rawMessage({ ...mail, lang: "de" }));
    expect(email.headers).toContainEqual(expect.objectContaining({ key: "content-language", value: "de" }));
  });

  test("has no reply address when the partner has none", async () => {
    const email = await PostalMime.parse(await rawMessage({ ...mail, replyTo: null }));
    expect(email.replyTo).toBeUndefined();
  });

  test.each(Object.entries(hostileTexts))(
    "has no other headers or recipients with hostile names (%s)",
    async (_, text) => {
      const expected = headerNames(await PostalMime.parse(await rawMessage(mail)));
      const hostile = {
        ...mail,
        from: { name: text, address: envelope.from.address },
        subject: text,
        headers: { "X-SES-MESSAGE-TAGS": text },
      };
      const email = await PostalMime.parse(await rawMessage(hostile));
      expect(headerNames(email)).toEqual(expected);
      expect(email.subject).toBe(headerSafe(text));
      expect(email.from?.name).toBe(headerSafe(text));
      const tags = email.headers.find(({ key }) => key === "x-ses-message-tags");
      expect(decodeWords(tags?.value ?? "")).toBe(headerLine(text));
      expect(email.from?.address).toBe(envelope.from.address);
      expect(email.to).toMatchObject([{ address: envelope.to }]);
      expect(email.bcc).toBeUndefined();
    },
  );

  test("keeps a long address in a header whole", async () => {
    const url = `<https://${"long-".repeat(40)}domain.example/u/${"x".repeat(120)}?lang=en>`;
    const email = await PostalMime.parse(await rawMessage({ ...mail, headers: { "List-Unsubscribe": url } }));
    expect(email.headers).toContainEqual(expect.objectContaining({ key: "list-unsubscribe", value: url }));
  });

  test("has the operator's name in the sender after a cut partner's name", () => {
    expect(senderName("x".repeat(500), "Fabrikam Cloud")).toMatch(/^x{89}… via Fabrikam Cloud$/);
  });
});
