import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { offerDigest as digestOf } from "../../../shared/crypto/digests.ts";
import type { DomainEvent } from "../../../shared/events/event.ts";
import type { Invitation, InvitationChange } from "../../../shared/invitation/model.ts";
import { readingOf } from "../../../shared/invitation/rules/changes.ts";
import { readInvitation } from "../../../shared/invitation/rules/reading.ts";
import { assertOfferable } from "../../../shared/terms/rules.ts";
import { nextReminderAt } from "../../../shared/reminders/rules/plan.ts";
import { Refusal } from "../../../shared/kernel/refusal.ts";
import { daysOf, durationOf } from "../../../shared/kernel/time.ts";
import { aPolicy } from "../../support/builders/builders.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { act, anyAct, anyTerms, begin, policy, type Act } from "../../support/builders/any-invitation.ts";
import type { InvitationTerms } from "../../../shared/terms/model.ts";

/** With a fixed seed every run tries the same histories. */
const fixed = { seed: 20261122, numRuns: 400 };
const finals = ["accepted", "declined", "cancelled"];

interface History {
  readonly steps: readonly { readonly change: InvitationChange; readonly at: string }[];
  readonly states: readonly Invitation[];
  readonly events: readonly DomainEvent[];
}

/** Carries out acts one after the other; a refused one changes nothing. */
function historyOf(terms: InvitationTerms, acts: readonly Act[]): History {
  const created = begin(terms);
  const steps = [{ change: created, at: now }];
  const states = [created.after];
  let at = now;
  for (const next of acts) {
    at = later({ hours: next.hours }, at);
    const before = states.at(-1) ?? created.after;
    try {
      const change = act(before, next, at);
      if (change !== null) steps.push({ change, at });
      states.push(change?.after ?? before);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      states.push(before);
    }
  }
  return { steps, states, events: steps.flatMap(({ change }) => change.events) };
}

/** Checks the history of any terms and acts. */
const forAnyHistory = (check: (history: History) => void) => {
  const acts = fc.array(anyAct, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(anyTerms, acts, (...tried) => check(historyOf(...tried))),
    fixed,
  );
};

describe("after any acts on an invitation in any order", () => {
  test("a final status never changes", () => {
    forAnyHistory(({ states }) => {
      const first = states.findIndex(({ status }) => finals.includes(status));
      if (first >= 0) for (const state of states.slice(first)) expect(state).toBe(states[first]);
    });
  });

  test("every sequence number has exactly one event, without gaps", () => {
    forAnyHistory(({ events, states }) => {
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, at) => at + 1));
      expect(states.at(-1)?.version).toBe(events.length);
      expect(new Set(events.map(({ aggregate }) => aggregate)).size).toBe(1);
    });
  });

  test("each event has the previous status and the last one the reading of the new state", () => {
    forAnyHistory(({ steps }) => {
      let previous: string | null = null;
      for (const { change, at } of steps) {
        for (const { data } of change.events) {
          expect(data["previousStatus"]).toBe(previous);
          previous = (data["invitation"] as { status: string }).status;
        }
        expect(readingOf(change)).toEqual(readInvitation({ ...change.after, eventAt: at }, null, at));
      }
    });
  });

  test("only the events by which a message is written or sent contain it", () => {
    const written = ["InvitationCreated", "InvitationEdited", "InvitationIssued"];
    forAnyHistory(({ events }) => {
      for (const { type, data } of events)
        expect("message" in (data["invitation"] as object), type).toBe(written.includes(type));
    });
  });

  test("a sent offer changes in its address only, and has its own digest", () => {
    forAnyHistory(({ states }) => {
      const offers = states.flatMap(({ issue }) => (issue === null ? [] : [issue]));
      for (const { offer, offerDigest } of offers) {
        expect(offer).toEqual({ ...offers[0]?.offer, customer: offer.customer });
        expect(offerDigest).toBe(digestOf(offer));
      }
    });
  });

  test("an acceptance grants only what was asked and all that the cloud requires, and extends no high risk", () => {
    let accepted = 0;
    forAnyHistory(({ states }) => {
      const last = states.at(-1);
      if (last?.status !== "accepted") return;
      accepted++;
      const { offer } = last.issue;
      const { granted, duration } = last.decision;
      expect(offer.permissions).toEqual(expect.arrayContaining([...granted]));
      expect(new Set(granted).size).toBe(granted.length);
      expect(daysOf(duration ?? "P0D")).toBeLessThanOrEqual(daysOf(offer.duration));
      expect(granted).toEqual(expect.arrayContaining([...policy.requiredPermissions]));
      if (granted.some((permission) => policy.riskOf(permission) === "high")) expect(offer.autoExtend).toBe(false);
    });
    expect(accepted).toBeGreaterThan(20);
  });
});

test("terms that may be offered satisfy every rule about permissions", () => {
  const riskOf = aPolicy().riskOf;
  fc.assert(
    fc.property(anyTerms, (terms) => {
      try {
        assertOfferable(terms, policy);
      } catch {
        return;
      }
      expect(terms.permissions.every((permission) => riskOf(permission) !== null)).toBe(true);
      expect(terms.permissions).toEqual(expect.arrayContaining([...policy.requiredPermissions]));
      expect(terms.autoExtend && terms.permissions.some((permission) => riskOf(permission) === "high")).toBe(false);
    }),
    fixed,
  );
});

test("reminders are a day apart, before the end and no more than planned, however late the sweep", () => {
  const days = fc.integer({ min: 1, max: 90 });
  const entry = fc.oneof(
    days.map(durationOf),
    days.map((count) => `-${durationOf(count)}` as const),
  );
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 8 }),
      days,
      fc.array(fc.nat(2000), { maxLength: 30 }),
      (plan, lasts, delays) => {
        const expiresAt = later({ days: lasts });
        let lastAt: string | null = null;
        let sent = 0;
        for (const delay of [...delays, ...new Array<number>(10).fill(0)]) {
          const due = nextReminderAt(plan, { askedAt: now, expiresAt, lastAt, mailedAt: now });
          if (due === null) return;
          expect(due > (lastAt ?? now) && due < expiresAt).toBe(true);
          if (lastAt !== null) expect(due >= later({ days: 1 }, lastAt)).toBe(true);
          const at = later({ minutes: delay }, due);
          if (at >= expiresAt) return;
          lastAt = at;
          sent++;
        }
        expect(sent).toBeLessThanOrEqual(new Set(plan).size);
      },
    ),
    fixed,
  );
});
