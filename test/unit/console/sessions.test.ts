import { describe, expect, test } from "vitest";
import { routes } from "../../../infra/manifests.ts";
import { consoleKeys } from "../../../shared/console-access/session-item.ts";
import { roles } from "../../../shared/names.ts";
import { userItem } from "../../../shared/users/item.ts";
import type { UserRole } from "../../../shared/users/model.ts";
import { aUser, ids } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { consoleOn, csrf, partner, session, user } from "./a-console.ts";

const signedOutAt = (at: string) => ({ ...consoleKeys.signedOut(ids.partner, "user-1"), at });
const newColleague = "POST /console/colleagues/new";

describe("a session", () => {
  test.each([
    ["there is none", [partner, user]],
    ["it has ended", [partner, user, { ...session, endsAt: now }]],
    ["its user has signed out everywhere since", [partner, user, session, signedOutAt(now)]],
    ["its user was removed", [partner, session]],
  ])("opens nothing where %s, and a page leads to signing in and back", async (_, items) => {
    const { ask } = consoleOn(items);
    const { status, headers } = await ask("GET /console", { query: { q: "con" } });
    const location = new URL(String(headers["location"]), "https://rapport.example");
    expect([status, location.pathname]).toEqual([303, "/console/signed-out"]);
    expect(location.searchParams.get("next")).toBe("/console?q=con");
    const fresh = await ask("GET /console", { cookies: [] });
    expect(fresh.headers["location"]).toBe("/console/sign-in?lang=en&next=%2Fconsole");
  });

  test("goes on where its user signed out everywhere before it", async () => {
    const { ask } = consoleOn([partner, user, session, signedOutAt(later({ days: -1 }))]);
    expect((await ask("GET /console")).status).toBe(200);
  });

  test("has the role that its user has now, and the page for another role says whom to ask", async () => {
    const { ask } = consoleOn([partner, userItem(aUser({ role: "helpdesk" })), session]);
    const { status, text } = await ask("GET /console/colleagues");
    expect(status).toBe(403);
    expect(text).toContain("You have the role help desk. Only these roles can do this: admin and auditor.");
    expect(text).toContain("boss@contoso-partner.example");
  });
});

describe("a form", () => {
  const typed = { email: "new@contoso-partner.example", role: "sales" };

  test.each([
    ["without a session", { cookies: ["__Host-rapport-console=gone"] }, "/console/signed-out"],
    ["with the token of another session", {}, "/console/colleagues/new"],
  ])("%s changes nothing, and what was typed stands in the form of the next session", async (_, more, path) => {
    const { ask, transactions } = consoleOn();
    const { status, headers, cookies } = await ask(newColleague, { form: { ...typed, csrf: "another" }, ...more });
    expect([status, transactions]).toEqual([303, []]);
    expect(new URL(String(headers["location"]), "https://rapport.example").pathname).toBe(path);
    const kept = cookies.find((one) => one.startsWith("__Host-rapport-draft="))?.split(";")[0] ?? "";
    const again = await ask("GET /console/colleagues/new", {
      cookies: [kept, `__Host-rapport-console=${"c".repeat(43)}`],
    });
    expect(again.text).toContain(`value="${typed.email}"`);
    expect(again.text).toContain("Your session had ended, so nothing was sent.");
  });

  test("comes back with its faults by the fields, and with what was typed", async () => {
    const { status, text } = await consoleOn().ask(newColleague, { form: { csrf, email: "nobody", role: "sales" } });
    expect(status).toBe(422);
    expect(text).toContain('<a href="#email">Enter an e-mail address, like name@example.com.</a>');
    expect(text).toContain('value="nobody"');
    expect(text).toMatch(/<title>Error:/);
  });

  test("with fields that the page does not have is refused, and nothing is changed", async () => {
    const { ask, transactions } = consoleOn();
    expect((await ask(newColleague, { form: { csrf, ...typed, partnerId: "ptn_x" } })).status).toBe(422);
    expect(transactions).toEqual([]);
  });

  test("of signing out everywhere notes the moment, which ends the user's sessions", async () => {
    const { ask, transactions } = consoleOn();
    const { cookies } = await ask("POST /console/sign-out-everywhere", { form: { csrf } });
    expect(transactions.flat()).toMatchObject([{ item: { ...consoleKeys.signedOut(ids.partner, "user-1"), at: now } }]);
    expect(cookies).toEqual([expect.stringMatching(/^__Host-rapport-console=;.*Max-Age=0/)]);
  });
});

describe("the console's routes", () => {
  const own = routes.flatMap(({ session: allowed, ...route }) => (allowed ? [{ ...route, allowed }] : []));
  const known = own.filter(({ function: name }) => /serve-console(-settings)?$/.test(name));
  const users = roles.filter((role): role is UserRole => role !== "operator");

  test.each(known)("$key is open to the roles of the manifest, before anything is read or changed", async (route) => {
    const { key, allowed } = route;
    for (const role of users.filter((one) => !allowed.includes(one))) {
      const { ask, transactions } = consoleOn([partner, userItem(aUser({ role })), session]);
      const { status } = await ask(key, { form: { csrf } });
      expect([key, role, status, transactions]).toEqual([key, role, 403, []]);
    }
    const { ask } = consoleOn();
    expect((await ask(key, { named: { id: ids.partner }, form: { csrf } })).status).not.toBe(403);
  });

  test("are pages of partners' users, whose forms share the address of a page", () => {
    expect(own.length).toBeGreaterThan(10);
    for (const { key, allowed } of own) {
      expect(allowed).not.toContain("operator");
      if (key.startsWith("POST ")) expect(own.map((route) => route.key)).toContain(key.replace("POST", "GET"));
    }
  });
});
