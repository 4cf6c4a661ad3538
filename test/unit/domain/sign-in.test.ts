import { describe, expect, test } from "vitest";
import { noSignIn, opensSession, requestSignIn, type SignIn } from "../../../shared/domain/sign-in.ts";
import { ids } from "../../support/builders.ts";
import { later, now } from "../../support/fixed-clock.ts";

const limits = { minutes: 15, perHour: 5 };
const never = noSignIn(ids.customer, "an-address");
const ask = (before: SignIn, at = now, isAdministrator = true) =>
  requestSignIn(before, { isAdministrator, locale: "it", next: "", now: at }, limits);
/** Asks so many times, a minute apart. */
const askedOften = (times: number, isAdministrator = true): SignIn => {
  let signIn = never;
  for (let minute = 0; minute < times; minute++) {
    signIn = ask(signIn, later({ minutes: minute }), isAdministrator)?.after ?? signIn;
  }
  return signIn;
};

describe("asking for a link", () => {
  test("gives a newer link, whose event names neither it nor the address", () => {
    const requested = ask(never);
    expect(requested?.after).toMatchObject({ version: 1, endsAt: later({ minutes: 15 }), used: 0 });
    expect(requested?.event).toEqual({
      ...{ type: "SignInRequested", aggregate: `${ids.customer}/sign-in-an-address`, sequence: 1 },
      data: {
        signIn: {
          ...{ customerId: ids.customer, administrator: "an-address", number: 1 },
          ...{ locale: "it", next: "", endsAt: later({ minutes: 15 }) },
        },
      },
    });
  });

  test("by who is no administrator is counted and leads to nothing", () => {
    const requested = ask(never, now, false);
    expect(requested).toMatchObject({ event: null, after: { version: 0, askedAt: [now] } });
    expect(opensSession(requested!.after, 0, now)).toBe(false);
  });

  test.each([true, false])("works five times an hour, whenever the hour began (an administrator: %s)", (is) => {
    const five = askedOften(5, is);
    expect(ask(five, later({ minutes: 59 }), is)).toBeNull();
    expect(ask(five, later({ minutes: 60 }), is)?.after.askedAt).toHaveLength(5);
    expect(ask(five, later({ minutes: 60 }), is)).not.toBeNull();
  });
});

describe("a link", () => {
  test("opens a session until it ends, while it is the newest, once", () => {
    const second = askedOften(2);
    expect(opensSession(second, 2, later({ minutes: 15 }))).toBe(true);
    expect(opensSession(second, 2, later({ minutes: 16 }))).toBe(false);
    expect(opensSession(second, 1, later({ minutes: 2 }))).toBe(false);
    expect(opensSession(second, 3, later({ minutes: 2 }))).toBe(false);
    expect(opensSession({ ...second, used: 2 }, 2, later({ minutes: 2 }))).toBe(false);
    expect(opensSession({ ...second, used: 1 }, 2, later({ minutes: 2 }))).toBe(true);
  });
});
