import { describe, expect, it } from "vitest";
import { locales } from "../../shared/policy/locales.ts";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { createInvitation, mailsTo } from "../support/stack/mailed.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

const read = async (id: unknown, path: string) =>
  (await stack().ask(contoso, "GET", `/v1/invitations/${String(id)}/${path}`)).json;
const draft = async (body: object = {}): Promise<string> =>
  String((await createInvitation(stack(), { send: undefined, reminders: undefined, ...body })).json["id"]);

describe("the preview of a mail", () => {
  it.each(locales)("is available in %s before anything is sent, with a sample link", async (locale) => {
    const preview = await read(await draft(), `preview?locale=${locale}`);
    const { subject, text, html, mailto } = preview as Record<string, string>;
    expect(subject).toContain("Contoso Partner");
    expect(html).toContain(`lang="${locale}"`);
    for (const part of [text, html, decodeURIComponent(mailto ?? "")]) expect(part).toContain("/i/SAMPLE");
    expect(mailto?.length).toBeLessThan(1_800);
  });

  it("is the same as the mail that is sent, except for the links", async () => {
    const email = newAddress();
    const message = { subject: "Working together", text: "Dear Ada,\n\nplease see {{link}}\n" };
    const id = await draft({ customer: { email, locale: "de" }, message });
    await stack().ask(contoso, "POST", `/v1/invitations/${id}/send`, { body: { mode: "email" } });
    await stack().local.idle();
    const [mail] = mailsTo(stack(), email);
    const preview = await read(id, "preview");
    const withSample = (text: string): string => text.replaceAll(/\/(i|u)\/[\w.?=-]+/g, "/$1/SAMPLE");
    expect(preview["subject"]).toBe(mail?.subject);
    expect(
      withSample(mail?.text ?? "")
        .replaceAll("\r\n", "\n")
        .trim(),
    ).toBe(String(preview["text"]).trim());
  });

  it("warns only of a partner whose name is not verified, for a draft and a sent invitation", async () => {
    const { json } = await stack().ask(contoso, "GET", "/v1/partner");
    const verify = async (verified: object | null) => {
      const asking = { headers: { "if-match": "*" }, body: { verified } };
      const path = `/v1/operator/partners/${String(json["id"])}`;
      expect((await stack().ask({ role: "operator" }, "PATCH", path, asking)).status).toBe(200);
    };
    const warning = "has not verified that the name Contoso Partner is genuine";
    const sent = String((await createInvitation(stack())).json["id"]);
    const ids = [await draft(), sent];
    for (const id of ids) expect((await read(id, "preview"))["text"]).not.toContain(warning);
    await verify(null);
    for (const id of ids) expect(String((await read(id, "preview"))["text"]).replaceAll("\n", " ")).toContain(warning);
    await verify({ how: "company register" });
  });

  it("has a sample link that opens nothing, and is refused in an unknown language", async () => {
    expect((await stack().ask(null, "GET", "/i/SAMPLE")).status).toBe(404);
    const id = await draft();
    for (const query of ["locale=xx", "lang=it"]) {
      expect((await stack().ask(contoso, "GET", `/v1/invitations/${id}/preview?${query}`)).status).toBe(422);
    }
  });
});
