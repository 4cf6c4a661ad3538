import { describe, expect, it } from "vitest";
import { routes } from "../../infra/manifests.ts";
import { roles } from "../../shared/names.ts";
import { raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();
const addressOf = (role: string, partner = "contoso-partner"): string => `${role}@${partner}.example`;
const pages = routes.flatMap(({ session, ...route }) => (session === undefined ? [] : [{ ...route, session }]));
const users = roles.filter((role) => role !== "operator");

describe("signing in to the console", () => {
  it("leads back to the wanted page, and signing out ends the session", async () => {
    const browser = await stack().console.signIn(addressOf("sales"), "/console?q=nobody");
    expect(browser.page.text).toContain("No customer matches");
    expect(browser.page.text).toContain(addressOf("sales"));
    const copy = browser.copy();
    expect((await browser.signOut()).headers.get("location")).toContain("/console/signed-out?");
    expect((await copy.get("/console")).status).toBe(303);
  });

  it("gives a code no session in another browser, and none twice", async () => {
    const { console } = stack();
    const started = console.browser();
    const pool = await started.open("/console/sign-in");
    const user = /value="([^"]+)">\s*<strong>sales@contoso-partner/.exec(pool.text)?.[1];
    const back = (await started.submit(pool, "/oauth2/authorize", { user })).headers.get("location") ?? "";
    const stolen = await console.browser().get(back);
    expect([stolen.status, stolen.headers.getSetCookie().join()]).toEqual([
      200,
      expect.not.stringContaining("console="),
    ]);
    expect((await started.copy().get(back)).status).toBe(303);
    expect((await started.get(back)).text).toContain("You are not signed in");
  });

  it("signing out everywhere ends every session of the user, and no other", async () => {
    const [one, other, colleague] = await Promise.all(
      ["helpdesk", "helpdesk", "auditor"].map((role) => stack().console.signIn(addressOf(role))),
    );
    await one!.signOutEverywhere();
    const statuses = await Promise.all(
      [one!, other!, colleague!].map(async ({ get }) => (await get("/console")).status),
    );
    expect(statuses).toEqual([303, 303, 200]);
  });

  it("ends after eight hours, and keeps what was typed for the form of the next session", async () => {
    const browser = await stack().console.signIn(addressOf("admin"));
    const form = await browser.get("/console/colleagues/new");
    await stack().local.advance("PT9H");
    const typed = { email: "typed@contoso-partner.example", role: "sales" };
    const left = await browser.submit(form, "/colleagues/new", typed);
    const ended = await browser.open(left.headers.get("location") ?? "");
    expect(ended.text).toContain("Your session has ended");
  });

  it("shows an operator that the console is not for operators", async () => {
    await expect(stack().console.signIn("operator@rapport.example")).rejects.toThrow("signed in as an operator");
  });
});

describe("the console's pages", () => {
  it("are open to the roles of the manifest and to no other", async () => {
    for (const role of users) {
      const browser = await stack().console.signIn(addressOf(role));
      for (const { key, session } of pages.filter(({ key }) => key.startsWith("GET "))) {
        const path = key.slice("GET ".length).replaceAll(/\{\w+\}/g, "x");
        const { status, text } = await browser.get(path);
        if (session.includes(role)) expect([key, role, [200, 303, 404].includes(status)]).toEqual([key, role, true]);
        else expect([key, role, status, text.includes("Ask an admin")]).toEqual([key, role, 403, true]);
      }
    }
  });

  it("show nothing of another partner's", async () => {
    const { email } = await stack().partner("fabrikam-partner").connect();
    const own = await stack().console.signIn(addressOf("admin", "fabrikam-partner"));
    const other = await stack().console.signIn(addressOf("admin"));
    const seen = async (browser: typeof own) => (await browser.customers({ q: email })).text;
    expect(await seen(own)).not.toContain("No customer matches");
    expect(await seen(other)).toContain("No customer matches");
    const colleague = /colleagues\/([0-9a-f-]{36})/.exec((await own.get("/console/colleagues")).text)?.[1] ?? "";
    for (const place of ["", "/remove"])
      expect((await other.get(`/console/colleagues/${colleague}${place}`)).status).toBe(404);
    expect((await other.post(`/console/colleagues/${colleague}/remove`, { version: "1" })).status).toBe(404);
  });
});

describe("colleagues", () => {
  it("an admin invites one, changes the role, sends another password and removes it", async () => {
    const browser = await stack().console.signIn(addressOf("admin"));
    const email = "new.colleague@contoso-partner.example";
    const faulty = await browser.post("/console/colleagues/new", { email: "nobody", role: "sales" });
    expect([faulty.status, faulty.faults]).toMatchObject([422, [{ field: "email" }]]);
    expect((await browser.post("/console/colleagues/new", { email, role: "sales" })).status).toBe(303);
    const again = await browser.post("/console/colleagues/new", { email, role: "sales" });
    expect([again.status, again.faults]).toMatchObject([409, [{ field: "email" }]]);

    const list = await browser.get("/console/colleagues");
    const id = new RegExp(`colleagues/([0-9a-f-]{36})[^<]*<?[^<]*<span class="hidden">${email}`).exec(list.text)?.[1];
    const path = `/console/colleagues/${id}`;
    const before = await browser.get(path);
    expect((await browser.post(path, { role: "helpdesk" })).status).toBe(303);
    expect((await browser.submit(before, path, { role: "auditor" })).status).toBe(412);
    expect((await browser.post(`${path}/resend`)).status).toBe(303);
    expect((await browser.post(`${path}/remove`)).status).toBe(303);
    expect((await browser.get("/console/colleagues")).text).not.toContain(email);
    const mails = stack().local.mails.filter(({ to }) => to.includes(email));
    const first = mails.filter(({ subject }) => subject === "Your first password for Example Cloud");
    expect(first.length).toBe(2);
  });
});
