import { describe, expect, test } from "vitest";
import type { SignIn } from "../../shared/portal-access/model.ts";
import { noSignIn, opensSession, requestSignIn, signOutEverywhere, useLink } from "../../shared/portal-access/rules.ts";
import { later, now } from "../support/builders/fixed-clock.ts";

const limits = { minutes: 15, perHour: 5 };
const never = noSignIn("an-address");
const ask = (before: SignIn, at = now, isAdministrator = true) =>
  requestSignIn(before, { isAdministrator, locale: "it", next: "", now: at }, limits);
/** Requests `times` links, a minute apart. */
const askedOften = (times: number, isAdministrator = true): SignIn => {
  let signIn = never;
  for (let minute = 0; minute < times; minute++) {
    signIn = ask(signIn, later({ minutes: minute }), isAdministrator)?.after ?? signIn;
  }
  return signIn;
};

describe("a request for a sign-in link", () => {
  test("gives a newer link, whose event names neither it nor the address", () => {
    const requested = ask(never);
    expect(requested?.after).toMatchObject({ version: 1, links: [{ number: 1, endsAt: later({ minutes: 15 }) }] });
    expect(requested?.event).toEqual({
      ...{ type: "SignInRequested", aggregate: "adr_an-address/sign-in", sequence: 1, sandbox: false },
      data: {
        signIn: { address: "an-address", number: 1, locale: "it", next: "", endsAt: later({ minutes: 15 }) },
      },
    });
  });

  test("by an address that is not an administrator is counted and sends no mail", () => {
    const requested = ask(never, now, false);
    expect(requested).toMatchObject({ event: null, after: { version: 0, links: [], askedAt: [now] } });
    expect(opensSession(requested!.after, 0, now)).toBe(false);
  });

  test("is answered five times an hour while a mailed link still works", () => {
    expect(ask(askedOften(5), later({ minutes: 10 }))).toBeNull();
    expect(ask(askedOften(5), later({ minutes: 65 }))?.after.askedAt).toHaveLength(1);
  });

  test("is answered when no mailed link works any more, so that requests of others cannot lock an administrator out", () => {
    const five = askedOften(5);
    expect(ask(five, later({ minutes: 18 }))).toBeNull();
    expect(ask(five, later({ minutes: 19 }))?.after.version).toBe(6);
    const allUsed = [1, 2, 3, 4, 5].reduce(useLink, five);
    expect(ask(allUsed, later({ minutes: 5 }))?.after.version).toBe(6);
  });

  test("by an address that is not an administrator is counted five times an hour", () => {
    const five = askedOften(5, false);
    expect(ask(five, later({ minutes: 59 }), false)).toBeNull();
    expect(ask(five, later({ minutes: 60 }), false)?.after.askedAt).toHaveLength(5);
  });
});

describe("a sign-in link", () => {
  test("opens a session until it ends, once, and stays valid beside newer ones", () => {
    const second = askedOften(2);
    for (const number of [1, 2]) expect(opensSession(second, number, later({ minutes: 14 }))).toBe(true);
    expect(opensSession(second, 1, later({ minutes: 15 }))).toBe(false);
    expect(opensSession(second, 2, later({ minutes: 15 }))).toBe(true);
    expect(opensSession(second, 3, later({ minutes: 2 }))).toBe(false);
    expect(opensSession(useLink(second, 2), 2, later({ minutes: 2 }))).toBe(false);
    expect(opensSession(useLink(second, 2), 1, later({ minutes: 2 }))).toBe(true);
  });

  test("ends when the address signs out everywhere, with every session of the epoch before", () => {
    const out = signOutEverywhere(askedOften(2));
    expect(opensSession(out, 2, later({ minutes: 2 }))).toBe(false);
    expect(out.epoch).toBe(1);
  });
});
