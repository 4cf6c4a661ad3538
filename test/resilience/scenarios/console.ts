import { expect } from "vitest";
import type { ConsoleBrowser } from "../../../infra/local/actors/console.ts";
import { newAddress } from "../../../infra/local/actors/partner.ts";
import type { Answer } from "../../../infra/local/actors/answers.ts";
import { done, type Scenario, type Setting } from "./scenario.ts";

/** What partners' users do in the console. */
export function consoleScenarios({ console, admin }: Setting): readonly Scenario[] {
  /** Signs in. A code is used up by a request whose answer was lost, so a person begins again. */
  const signIn = async (role: string, left = 8): Promise<ConsoleBrowser> =>
    console.signIn(`${role}@contoso-partner.example`).catch((error: unknown) => {
      if (left === 0) throw error;
      return signIn(role, left - 1);
    });
  /** Expects a form to be carried out, or to be refused because the request before, whose answer was lost, was. */
  const carriedOut = async (answer: Promise<Answer>, refusal: number): Promise<void> =>
    expect([303, refusal]).toContain((await answer).status);

  const scenarios: Readonly<Record<string, () => Promise<void>>> = {
    "a partner's user finds customers in the console, and signs out": async () => {
      const { email, customerId } = await admin.connect();
      const browser = await signIn("sales");
      expect((await browser.customers({ q: email })).text).toContain(customerId);
      await done(browser.customers());
      await done(browser.customers({ q: "contoso" }));
      await done(browser.signOut());
    },

    "an admin invites a colleague in the console, changes the role and removes it": async () => {
      const browser = await signIn("admin");
      const email = newAddress();
      await carriedOut(browser.post("/console/colleagues/new", { email, role: "sales" }), 409);
      expect((await browser.post("/console/colleagues/new", { email, role: "sales" })).status).toBe(409);
      const { text } = await browser.get("/console/colleagues");
      const rows = text.split("<tr>").filter((row) => row.includes(email));
      const path = `/console/colleagues/${/colleagues\/([0-9a-f-]{36})/.exec(rows.join())?.[1]}`;
      await done(browser.post(`${path}/resend`));
      await carriedOut(browser.post(path, { role: "helpdesk" }), 412);
      await carriedOut(browser.post(`${path}/remove`), 404);
      const refused = await signIn("sales");
      expect((await refused.get("/console/colleagues")).status).toBe(403);
      await done(browser.signOutEverywhere());
      expect((await browser.get("/console")).status).toBe(303);
    },
  };
  return Object.entries(scenarios).map(([name, play]) => ({ name, asksAgain: false, begin: async () => play }));
}
