import { beforeAll, describe, expect, it } from "vitest";
import { routes } from "../../shared/names.ts";
import { withoutInstance, type Answer } from "../support/http.ts";
import { anAddress, answerOffer, invite, mailedInvitation, mailsTo, yes } from "../support/mailed.ts";
import { aRelationship, cookieOf, openPortal, signInLink } from "../support/portal-session.ts";
import { contoso, raiseStack } from "../support/stack.ts";

const stack = raiseStack();
const fabrikam = { partner: "fabrikam-partner", role: "admin" };

/** Everything of an answer by which one could be told from another. */
const essence = ({ status, headers, text }: Answer): object => ({
  status,
  text: text.replace(/urn:rapport:request:\w+/g, ""),
  headers: [...headers].filter(([name]) => !["date", "apigw-requestid", "x-correlation-id"].includes(name)),
});

describe("signing in", () => {
  it("answers whoever asks with one page, and mails administrators only, five times an hour", async () => {
    const { email } = await aRelationship(stack());
    const before = stack().local.mails.length;
    const ask = (address: string) =>
      stack().ask(null, "POST", "/portal/sign-in", { body: new URLSearchParams({ email: address }) });
    const answers: Answer[] = [];
    for (const address of [email, "nobody@nowhere.example", "no@mail@address", ...Array<string>(6).fill(email)]) {
      answers.push(await ask(address));
    }
    for (const answer of answers) expect(essence(answer)).toEqual(essence(answers[0]!));
    expect(answers[0]?.status).toBe(200);
    await stack().local.idle();
    const sent = stack().local.mails.slice(before);
    expect(sent.map(({ to }) => to)).toEqual(Array(sent.length).fill([email]));
    // Those that a newer link replaced before they went out are not sent any more.
    expect(sent.length).toBeGreaterThanOrEqual(1);
    expect(sent.length).toBeLessThanOrEqual(5);
    expect((await ask("")).status).toBe(422);
  });

  it("(C19) changes nothing when a scanner opens the link, and works once when a person presses the button", async () => {
    const { email } = await aRelationship(stack());
    const link = await signInLink(stack(), email);
    const before = await stack().scan();
    const look = (method: string) => stack().ask(null, method, link, { headers: { "sec-purpose": "prefetch" } });
    const [page, head] = [await look("GET"), await look("HEAD")];
    for (let time = 0; time < 3; time++) await Promise.all([look("GET"), look("HEAD")]);
    expect(await stack().scan()).toEqual(before);
    expect([page.status, head.status, head.text]).toEqual([200, 200, ""]);
    expect(page.headers.get("referrer-policy")).toBe("same-origin");
    expect(page.headers.getSetCookie()).toEqual([]);

    const press = () => stack().ask(null, "POST", link, { body: new URLSearchParams() });
    const presses = await Promise.all([press(), press(), press()]);
    expect(presses.map(({ status }) => status).toSorted()).toEqual([303, 404, 404]);
    const opened = presses.find(({ status }) => status === 303)!;
    expect(opened.headers.getSetCookie()[0]).toMatch(
      /^__Host-rapport-portal=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    expect(opened.headers.get("location")).toBe("/portal?lang=en");
  });

  it("tells nothing of why a link does not work", async () => {
    const { email } = await aRelationship(stack());
    const older = await signInLink(stack(), email);
    const used = await signInLink(stack(), email);
    await stack().ask(null, "POST", used, { body: new URLSearchParams() });
    const [path = ""] = used.split("?");
    const over = await signInLink(stack(), email);
    await stack().local.advance("PT15M");
    const forged = path.slice(0, -1) + (path.endsWith("A") ? "E" : "A");
    const dead = ["/portal/sign-in/x", "/portal/sign-in/....", forged, path.toLowerCase(), older, used, over];
    for (const method of ["GET", "POST", "HEAD"]) {
      const answers = await Promise.all(
        dead.map((one) => stack().ask(null, method, `${one.split("?")[0] ?? ""}?lang=en`)),
      );
      for (const answer of answers) expect(essence(answer)).toEqual(essence(answers[0]!));
      expect(answers[0]).toMatchObject({ status: 404 });
      expect(answers[0]?.text).not.toContain("cus_");
    }
  });

  it("is not done by another site's form, and leads to the page that was wanted and to no other site", async () => {
    const { email, id } = await aRelationship(stack());
    const wanted = `/portal/relationships/${id}`;
    const unsigned = await stack().ask(null, "GET", wanted);
    expect([unsigned.status, unsigned.headers.get("location")]).toEqual([
      303,
      `/portal?lang=en&next=${encodeURIComponent(wanted)}`,
    ]);
    const link = await signInLink(stack(), email, { next: wanted });
    const headers = { "sec-fetch-site": "cross-site" };
    expect((await stack().ask(null, "POST", link, { headers, body: new URLSearchParams() })).status).toBe(403);
    const opened = await stack().ask(null, "POST", link, { body: new URLSearchParams() });
    expect(opened.headers.get("location")).toBe(`${wanted}?lang=en`);
    for (const next of ["https://evil.example", "//evil.example", "/portal/../i/x", "/portal/sign-out"]) {
      expect(await signInLink(stack(), email, { next })).not.toContain("next=");
    }
  });
});

describe("a session of the portal", () => {
  it("ends by signing out, and takes no form without its own token", async () => {
    const { email, id } = await aRelationship(stack());
    const session = await openPortal(stack(), email);
    const end = `/portal/relationships/${id}/end`;
    for (const csrf of ["", "x", (await openPortal(stack(), email)).csrf]) {
      expect((await session.post(end, { csrf })).status).toBe(403);
    }
    expect((await session.get(`/portal/relationships/${id}`)).text).toContain("End the relationship");
    const out = await session.post("/portal/sign-out");
    expect([out.status, cookieOf(out)]).toEqual([303, "__Host-rapport-portal="]);
    expect((await session.get(end)).status).toBe(303);
    expect((await session.get("/portal")).text).toContain("Mail me a link");
  });

  it("is over after eight hours", async () => {
    const session = await openPortal(stack(), (await aRelationship(stack())).email);
    await stack().local.advance("PT7H");
    expect((await session.get("/portal")).text).toContain("Your partners");
    await stack().local.advance("PT1H");
    expect((await session.get("/portal")).text).not.toContain("Your partners");
  });
});

describe("(E35, E40) a customer in the portal", () => {
  it("sees every partner, what each may do and until when, and no other customer's", async () => {
    const { email } = await aRelationship(stack(), { permissions: ["users.admin", "billing.read"] });
    await invite(stack(), { customer: { email }, relationship: "advisor" }, fabrikam);
    await stack().local.idle();
    const link =
      mailsTo(stack(), email)
        .flatMap(({ links }) => links)
        .findLast((one) => one.includes("/i/")) ?? "";
    await answerOffer(stack(), new URL(link).pathname, yes);
    await aRelationship(stack(), {}, { partner: "northwind-partner", role: "admin" });

    const { text } = await (await openPortal(stack(), email)).get("/portal?lang=en");
    for (const said of [
      "Contoso Partner",
      "User administrator",
      "Medium risk",
      "Fabrikam Partner",
      "Advisor",
      "<svg",
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain("Northwind");
    expect(text).not.toMatch(/style=|<script/);
  });

  it("removes one permission and all, renews, downloads the receipt, and ends the relationship", async () => {
    const permissions = ["users.admin", "licenses.admin"];
    const { email, id, invitationId } = await aRelationship(stack(), { permissions });
    await stack().local.advance("P2D");
    const session = await openPortal(stack(), email);
    const page = `/portal/relationships/${id}`;
    const asked = await session.get(`${page}/remove?permission=users.admin`);
    expect(asked.text).toContain("Remove “User administrator” from Contoso Partner?");
    expect((await session.get(page)).text).not.toContain("Removed");

    const removed = await session.post(`${page}/remove?permission=users.admin&lang=en`);
    expect([removed.status, removed.headers.get("location")]).toEqual([303, `${page}?lang=en&done=removed`]);
    expect((await session.get(`${page}?lang=en&done=removed`)).text).toContain("The permission was removed.");
    expect((await session.post(`${page}/renew`)).status).toBe(303);
    expect((await session.post(`${page}/remove`)).status).toBe(303);
    expect((await session.get(page)).text).toContain("remains responsible for your support");
    expect((await session.get(`${page}/remove?permission=nonsense`)).status).toBe(404);

    const receipt = await session.get(`${page}/receipts/${invitationId}`);
    expect(receipt.headers.get("content-type")).toBe("application/jose");
    expect(JSON.parse(Buffer.from(receipt.text.split(".")[1] ?? "", "base64url").toString())).toMatchObject({
      sub: id,
    });

    expect((await session.post(`${page}/end`, { reason: "x".repeat(501) })).status).toBe(422);
    expect((await session.post(`${page}/end`, { reason: "We have another partner." })).status).toBe(303);
    const ended = await session.get(page);
    expect(ended.text).toContain("This relationship has ended.");
    expect(ended.text).not.toContain("/end?");
    expect((await session.get("/portal")).text).toContain("Ended");
    await stack().local.idle();
    const types = stack()
      .published()
      .filter(({ detail }) => JSON.stringify(detail).includes(`"aggregate":"${id}"`))
      .map(({ detailType }) => detailType);
    expect(types.toSorted()).toEqual(
      [
        "RelationshipEstablished",
        "PermissionsRemoved",
        "PermissionsRenewed",
        "PermissionsRemoved",
        "RelationshipTerminated",
      ].toSorted(),
    );
  });

  it("(A14) blocks a partner, which then hears what it would of any address without mail", async () => {
    const { email } = await mailedInvitation(stack());
    const { email: accepted } = await aRelationship(stack(), {}, fabrikam);
    const session = await openPortal(stack(), accepted);
    const colleague = accepted.replace("it@", "colleague@");
    const { json } = await stack().ask(contoso, "GET", "/v1/partner");
    const page = `/portal/senders/${String(json["id"])}`;
    expect((await session.get(page)).text).toContain("Requests of Contoso Partner");
    expect((await session.post(page, { standing: "blocked" })).status).toBe(303);

    const bounced = `bounce+portal@simulator.amazonses.com`;
    await invite(stack(), { customer: { email: bounced } });
    await stack().local.idle();
    const relationship = "advisor";
    const refused = await invite(stack(), { customer: { email: colleague }, relationship });
    const suppressed = await invite(stack(), { customer: { email: bounced }, relationship });
    expect(withoutInstance(refused)).toEqual(withoutInstance(suppressed));
    expect(refused.status).toBe(409);
    expect((await session.get("/portal/senders")).text).toMatch(/Contoso Partner[^]*Blocked/);

    await session.post(page, { standing: "neither" });
    expect((await invite(stack(), { customer: { email: colleague }, relationship })).status).toBe(201);
    expect((await session.post("/portal/senders", { mode: "listed" })).status).toBe(303);
    expect((await invite(stack(), { customer: { email: colleague } })).status).toBe(409);
    expect((await session.post(page, { standing: "nonsense" })).status).toBe(422);
    expect(email).not.toBe(accepted);
  });

  it("names an administrator and removes one, who is out at once", async () => {
    const { email } = await aRelationship(stack());
    const session = await openPortal(stack(), email);
    const colleague = email.replace("it@", "colleague@");
    const refused = await session.post("/portal/administrators", { email: anAddress() });
    expect([refused.status, refused.text.includes("your own mail domain")]).toEqual([422, true]);
    expect((await session.post("/portal/administrators", { email: colleague })).status).toBe(303);
    const other = await openPortal(stack(), colleague);
    const ids = [...(await session.get("/portal/administrators")).text.matchAll(/administrators\/(\w{26})/g)].map(
      ([, id]) => id,
    );
    const pages = await Promise.all(ids.map((id) => session.get(`/portal/administrators/${id}`)));
    const theirs = ids[pages.findIndex(({ text }) => text.includes(`Remove ${colleague}?`))];
    expect((await session.post(`/portal/administrators/${theirs}`)).status).toBe(303);
    expect((await other.get("/portal")).text).not.toContain("Your partners");
    const own = ids.find((id) => id !== theirs);
    expect((await session.post(`/portal/administrators/${own}`)).status).toBe(409);
  });

  it("finds a partner's support contact where the partner named one, and every page in every language", async () => {
    const supportContact = { name: "Help desk", email: "help@contoso-partner.example", phone: "+39 02 1234" };
    await stack().ask(contoso, "PATCH", "/v1/partner", { body: { supportContact }, headers: { "if-match": "*" } });
    const { email, id } = await aRelationship(stack());
    const session = await openPortal(stack(), email);
    expect((await session.get("/portal")).text).toContain("mailto:help@contoso-partner.example");
    for (const lang of ["it", "de", "fr", "es"]) {
      for (const path of ["", `/relationships/${id}`, `/relationships/${id}/end`, "/senders", "/administrators"]) {
        const { status, text } = await session.get(`/portal${path}?lang=${lang}`);
        expect([status, text.includes(`<html lang="${lang}">`)], path).toEqual([200, true]);
      }
    }
  });
});

describe("another customer's", () => {
  const own = routes.filter(({ key }) => key.includes("/portal/relationships/{id}"));

  // Nothing that is tried changes anything, so all may be tried on the same two.
  const party = async () => {
    const [mine, theirs] = [await aRelationship(stack()), await aRelationship(stack())];
    return { mine, theirs, session: await openPortal(stack(), mine.email) };
  };
  let parties: Awaited<ReturnType<typeof party>>;
  beforeAll(async () => {
    parties = await party();
  });

  it.each(own)("$key answers as an unknown one, and changes nothing", async ({ key }) => {
    const [method = "", path = ""] = key.split(" ");
    const { mine, theirs, session } = parties;
    const before = await stack().scan();
    const ask = (id: string, invitation: string) => {
      const at = path.replace("{id}", id).replace("{invitation}", invitation);
      return method === "GET" ? session.get(at) : session.post(at);
    };
    const unknown = await ask("rel_01JD00000000000000000000ZZ", "inv_01JD00000000000000000000ZZ");
    expect(unknown.status).toBe(404);
    for (const id of [theirs.id, theirs.id.toLowerCase(), "x", "\u00e9"]) {
      expect(essence(await ask(id, theirs.invitationId)), id).toEqual(essence(unknown));
    }
    if (path.includes("{invitation}")) {
      for (const other of [theirs.invitationId, "x"])
        expect(essence(await ask(mine.id, other))).toEqual(essence(unknown));
    }
    expect(await stack().scan()).toEqual(before);
  });
});
