import { describe, expect, test } from "vitest";
import { outcomePage } from "../../../functions/serve-offer/view-outcome.ts";
import { notePage } from "../../../shared/pages/page.ts";
import { loadPageTexts } from "../../../functions/serve-offer/texts.ts";
import type { OutcomePageModel } from "../../../functions/serve-offer/page-models.ts";

const texts = await loadPageTexts("en");
const setting = { locale: "en", operatorName: "Fabrikam Cloud", link: "a-link" } as const;
const stopping = { kind: "stopReminders", path: "/u/token" } as const;
const pageOf = (
  outcome: OutcomePageModel["outcome"],
  displayName = "Contoso Partner",
  named: Partial<OutcomePageModel> = {},
) => outcomePage({ ...setting, stopping, isLate: false, partner: { displayName }, outcome, ...named }, texts);
const accepted = {
  kind: "accepted",
  granted: ["users.admin", "retired.admin"],
  refused: [],
  autoExtend: false,
  acceptedScope: "whole",
  relationship: "reseller",
  isRestoration: false,
  hasEnded: false,
  endsAt: "2027-11-22T10:00:00.000Z",
  decidedAt: "2026-11-22T10:00:00.000Z",
} as const;
const expired = { kind: "expired", askedAt: null, isOnHold: false } as const;

describe("the page after an answer", () => {
  test("names what was granted and until when", () => {
    const markup = pageOf(accepted);
    for (const text of [
      "You accepted the request",
      "User administrator",
      "retired.admin",
      "22 November 2027",
      "22 November 2026",
    ])
      expect(markup).toContain(text);
  });

  test("shows when only a part or nothing was granted", () => {
    expect(pageOf({ ...accepted, acceptedScope: "part" })).toContain("You accepted part of the request");
    const bare = pageOf({ ...accepted, acceptedScope: "withoutPermissions", granted: [], endsAt: null });
    expect(bare).toContain("You accepted the request from Contoso Partner without admin permissions</h1>");
    expect(bare).toContain("You did not grant any admin permissions");
  });

  test("shows whether permissions renew automatically, and what was not granted", () => {
    const extending = pageOf({ ...accepted, autoExtend: true, refused: ["directory.admin"] });
    expect(extending).toContain("Granted until 22 November 2027. Then renewed automatically for 180 days at a time");
    expect(extending).toMatch(/What you did not grant<\/h2>\s*<ul>\s*<li>Directory administrator/);
    expect(pageOf(accepted)).toContain("Granted until 22 November 2027. Not renewed automatically.");
    expect(pageOf(accepted)).not.toContain("did not grant");
  });

  test("shows the partner's role, new or continued", () => {
    expect(pageOf(accepted)).toContain("Contoso Partner is now your reseller.");
    expect(pageOf({ ...accepted, relationship: "advisor" })).toContain("Contoso Partner is now your advisor.");
    const restored = pageOf({ ...accepted, isRestoration: true });
    expect(restored).toContain("Contoso Partner is still your reseller.");
    expect(restored).not.toContain("is now");
  });

  test("of a terminated relationship shows its end and the record, and no permissions", () => {
    const ended = pageOf({ ...accepted, hasEnded: true });
    expect(ended).toContain("This relationship has since ended");
    expect(ended).not.toMatch(/your reseller|What happens next|You can remove/);
    for (const text of ["User administrator", "Granted until", "/i/a-link/receipt", "/portal"])
      expect(ended).toContain(text);
    expect(pageOf(accepted)).not.toContain("has since ended");
  });

  test("differs by final status", () => {
    const kinds = ["declined", "reported", "cancelled", "relationship-ended", "addressee-left"] as const;
    const titles = [accepted, expired, ...kinds.map((kind) => ({ kind }))].map(
      (outcome) => /<h1>(.*?)<\/h1>/.exec(pageOf(outcome))?.[1],
    );
    expect(new Set(titles).size).toBe(7);
    expect(titles).not.toContain(undefined);
  });

  test("has nothing to press", () => {
    for (const markup of [
      pageOf(accepted),
      pageOf({ kind: "declined" }),
      pageOf({ ...expired, askedAt: "2026-12-23T10:00:00.000Z" }),
      notePage(setting, texts, texts.replaced),
      notePage(setting, texts, texts.unknown),
    ])
      expect(markup).not.toMatch(/<form|<button|<script/);
  });

  test("lets a customer ask for a new link after the end, once", () => {
    expect(pageOf(expired)).toMatch(/<form method="post" action="\/i\/a-link\/new-link\?lang=en"/);
    const asked = pageOf({ ...expired, askedAt: "2026-12-23T10:00:00.000Z" });
    expect(asked).toContain("23 December 2026");
    expect(asked).not.toContain("you can ask for a new link");
  });

  test("does not offer a new link of a partner that is on hold", () => {
    const markup = pageOf({ ...expired, isOnHold: true });
    expect(markup).toContain("are on hold while Fabrikam Cloud reviews them");
    expect(markup).not.toContain("<form");
  });

  test("shows that a late answer was not recorded", () => {
    for (const outcome of [accepted, { kind: "declined" }] as const) {
      expect(pageOf(outcome)).not.toContain("was not recorded");
      expect(pageOf(outcome, undefined, { isLate: true })).toContain("Your answer was not recorded");
    }
  });

  test("escapes the partner's name", () => {
    expect(pageOf(accepted, "<b>\u202E")).not.toMatch(/<b>|\u202E/);
    expect(pageOf({ kind: "declined" }, "<b>")).toContain("&lt;b&gt;");
  });
});
