import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environmentNames } from "../../shared/names.ts";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { createInvitation, linkIn, mailsTo } from "../support/stack/mailed.ts";
import type { Who } from "../../infra/local/actors/control.ts";
import { contoso, raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();
const admin: Who = contoso;

/** The functions of a deployment that offers these languages, on what is stored already. */
const offer = (variables: Readonly<Record<string, string>>) =>
  Promise.all(stack().local.parts.functions.map((lambda) => lambda.override(variables)));

const page = async (path: string, accepted?: string) => {
  const headers = { accept: "text/html", ...(accepted !== undefined && { "accept-language": accepted }) };
  return (await stack().ask(null, "GET", path, { headers })).text;
};
const langOf = (text: string): string | undefined => /<html lang="(\w+)"/.exec(text)?.[1];
const choiceOn = (text: string): string[] => [...text.matchAll(/<li lang="(\w+)"/g)].map(([, lang = ""]) => lang);
const langOfMail = (address: string): string | undefined => langOf(mailsTo(stack(), address).at(-1)?.html ?? "");
const patchPartner = async (body: object) => {
  const { headers } = await stack().ask(admin, "GET", "/v1/partner");
  return stack().ask(admin, "PATCH", "/v1/partner", { body, headers: { "if-match": headers.get("etag") ?? "" } });
};

/** An invitation by mail to a customer of this language. */
async function invitedIn(locale: string) {
  const email = newAddress();
  const { json } = await createInvitation(stack(), { customer: { email, locale }, reminders: ["P3D"] });
  await stack().local.idle();
  return { id: String(json["id"]), email, link: linkIn(mailsTo(stack(), email)[0]!) };
}

describe("a deployment that now offers only German and Spanish", () => {
  let italian: Awaited<ReturnType<typeof invitedIn>>;
  let french: typeof italian;
  const words = { subject: "Ciao", text: "Ecco: {{link}}" };

  beforeAll(async () => {
    [italian, french] = [await invitedIn("it"), await invitedIn("fr")];
    expect([italian, french].map(({ email }) => langOfMail(email))).toEqual(["it", "fr"]);
    expect((await stack().customer.accept(french.link)).status).toBe(303);
    expect((await patchPartner({ defaults: { messages: { it: words } } })).status).toBe(200);
    await offer({ [environmentNames.locales]: "de,es" });
  });
  afterAll(() => offer({}));

  it.each(["/i/LINK", "/portal", "/elsewhere", "/agreements/current"])(
    "shows %s only in these languages, and in German to a reader who asks for another",
    async (path) => {
      const at = path.replace("/i/LINK", italian.link);
      const shown = await page(at);
      expect(langOf(shown)).toBe("de");
      expect(choiceOn(shown)).toEqual(choiceOn(shown).length === 0 ? [] : ["de", "es"]);
      expect(langOf(await page(`${at}?lang=it`))).toBe("de");
      expect(langOf(await page(at, "it, es;q=0.5"))).toBe("es");
      expect(langOf(await page(`${at}?lang=es`, "de"))).toBe("es");
    },
  );

  it("sends German mails to a customer whose language is no longer offered, without links to pages in that language", async () => {
    await stack().local.advance("P3D");
    const reminder = mailsTo(stack(), italian.email).at(-1);
    expect(langOfMail(italian.email)).toBe("de");
    expect(reminder?.links.filter((link) => link.includes("lang=it"))).toEqual([]);
  });

  it("shows German sign-in pages to an administrator whose language is no longer offered", async () => {
    const portal = await stack().administrator.signIn(french.email);
    const mail = mailsTo(stack(), french.email).at(-1);
    expect(langOf(mail?.html ?? "")).toBe("de");
    expect(mail?.links.find((link) => link.includes("/portal/sign-in/"))).toContain("lang=de");
    expect(langOf((await portal.get("/portal")).text)).toBe("de");
  });

  it("writes in German to an English-speaking partner's customer without a stated language", async () => {
    const { id, email } = await stack().partner().invite();
    expect(langOfMail(email)).toBe("de");
    const read = await stack().ask(admin, "GET", `/v1/invitations/${id}/preview?locale=es`);
    expect(langOf(String(read.json["html"]))).toBe("es");
  });

  it("refuses any other language in a request, and lists the offered ones", async () => {
    const message = "Must be one of: de, es.";
    const fault = (pointer: string) => ({
      status: 422,
      json: { errors: [{ pointer, code: "unknown-value", message }] },
    });
    const customerIn = (locale: string) => ({ customer: { email: newAddress(), locale } });
    const registered = { displayName: "Wingtip", kind: "direct-reseller", cloud: "public", admin: { email: "a@b.eu" } };
    expect(await createInvitation(stack(), customerIn("it"))).toMatchObject(fault("/customer/locale"));
    expect(await createInvitation(stack(), customerIn("es"))).toMatchObject({ status: 201 });
    expect(await patchPartner({ locale: "en" })).toMatchObject(fault("/locale"));
    expect(
      await stack().ask({ role: "operator" }, "POST", "/v1/operator/partners", {
        body: { ...registered, locale: "fr" },
      }),
    ).toMatchObject(fault("/locale"));
    const inQuery = fault("/query/locale");
    expect(await stack().ask(admin, "GET", "/v1/permissions?locale=it")).toMatchObject(inQuery);
    const preview = `/v1/invitations/${italian.id}/preview`;
    expect(await stack().ask(admin, "GET", `${preview}?locale=it`)).toMatchObject(inQuery);
    expect(langOf(String((await stack().ask(admin, "GET", preview)).json["html"]))).toBe("de");
  });

  it("refuses a partner's message in another language, and lets the partner delete an existing one", async () => {
    const change = (it: object | null) => patchPartner({ defaults: { messages: { it, es: null } } });
    const message = "Must be in one of: de, es. Null takes it back.";
    const pointer = "/defaults/messages/it";
    expect(await change(words)).toMatchObject({
      status: 422,
      json: { errors: [{ pointer, code: "unknown-value", message }] },
    });
    expect(await change(null)).toMatchObject({ status: 200, json: { defaults: { messages: {} } } });
  });
});

describe("a deployment in one language", () => {
  beforeAll(() => offer({ [environmentNames.locales]: "fr" }));
  afterAll(() => offer({}));

  it("offers no choice of language", async () => {
    const shown = await page("/portal?lang=de", "de");
    expect([langOf(shown), choiceOn(shown)]).toEqual(["fr", []]);
    expect(shown).not.toContain('class="languages"');
  });
});

it("no function starts when a configured language has no texts", async () => {
  const lambda = stack().local.parts.functions.find(({ shortName }) => shortName === "serve-offer")!;
  for (const locales of ["pt", "", "de,", "DE"]) {
    const started = await lambda.rehearse({ [environmentNames.locales]: locales });
    expect(started, locales).toMatchObject({ ok: false });
  }
});
