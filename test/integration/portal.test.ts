import { describe, expect, it } from "vitest";
import { readHistory } from "../../shared/events/stored-events.ts";
import type { AdministratorMoment } from "../../shared/customer/items/administrator-moment.ts";
import { rightsPlace } from "../../shared/customer/items/administered.ts";
import {
  openSession,
  signOut,
  signOutEverywhere,
  opensPortal,
  signIn,
} from "../../shared/portal-access/open-session.ts";
import { requestSignIn } from "../../shared/portal-access/request-sign-in.ts";
import { later, now } from "../support/builders/fixed-clock.ts";
import { openProduct } from "../actors/product.ts";

const product = openProduct();

let made = 0;
const newEmail = (): string => `ada@portal-${++made}.example`;
const ask = (email: string, at = now): Promise<void> =>
  requestSignIn(product(), { email, locale: "en", next: "" }, { now: at, correlationId: "c-5" });
const tokenFor = async (email: string, at = now): Promise<string> => {
  await ask(email, at);
  return (await product().signInToken(email)) ?? "";
};
const events = async ({ address }: AdministratorMoment) => {
  const history = await readHistory(product().table, `adr_${address}`);
  return history.filter(({ type }) => type === "SignInRequested");
};
/** Signs an administrator in; answers the session's cookie. */
async function signedIn(email: string, at = now): Promise<string> {
  const cookie = `cookie-${++made}`;
  expect(await signIn(product(), await tokenFor(email, at), cookie, at)).toBe(true);
  return cookie;
}

describe("signing in", () => {
  it("sets the language in which the address gets its mails", async () => {
    const email = newEmail();
    const { address } = await product().founder(email);
    const localeNow = async () => (await product().table.read(rightsPlace(address))).locale;
    const before = await localeNow();
    expect(await signIn(product(), await tokenFor(email), `spoken-${email}`, now, "it")).toBe(true);
    expect(before).not.toBe("it");
    expect(await localeNow()).toBe("it");
  });
});

describe("asking to sign in", () => {
  it("makes the same requests for any address, and writes an event for an administrator only", async () => {
    const email = newEmail();
    const moment = await product().founder(email);
    const stranger = newEmail();
    const [known, unknown, malformed] = [
      await product().store.requests(() => ask(` ${email.toUpperCase()} `)),
      await product().store.requests(() => ask(stranger)),
      await product().store.requests(() => ask("no@address@at.all.")),
    ];
    expect(known).toEqual({ BatchGetItem: 1, TransactWriteItems: 1 });
    expect(unknown).toEqual(known);
    expect(malformed).toEqual({});
    expect(await events(moment)).toMatchObject([{ data: { signIn: { number: 1 } } }]);
    expect(await product().signInToken(stranger)).toBeNull();
  });

  it("sends at most five mails an hour without an error, even for concurrent requests", async () => {
    const email = newEmail();
    const moment = await product().founder(email);
    await Promise.all(Array.from({ length: 12 }, () => ask(email)));
    for (let minute = 1; minute < 8; minute++) await ask(email, later({ minutes: minute }));
    expect(await events(moment)).toHaveLength(5);
    await ask(email, later({ minutes: 61 }));
    expect(await events(moment)).toHaveLength(6);
  });
});

describe("a mailed sign-in link", () => {
  it("signs in once when ten browsers use it at the same moment", async () => {
    const email = newEmail();
    await product().founder(email);
    const token = await tokenFor(email);
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, at) => signIn(product(), token, `race-${email}-${at}`, now)),
    );
    expect(tries.filter(Boolean)).toHaveLength(1);
    const open = await Promise.all(tries.map((_, at) => openSession(product(), `race-${email}-${at}`, now)));
    expect(open.filter((session) => session !== null)).toMatchObject([{ email }]);
    expect(await opensPortal(product(), token, now)).toBe(false);
  });

  it("works again with the same cookie, as for a double click, and with no other cookie", async () => {
    const email = newEmail();
    await product().founder(email);
    const token = await tokenFor(email);
    const press = () => signIn(product(), token, `pressed-${email}`, now);
    expect(await Promise.all([press(), press(), press()])).toEqual([true, true, true]);
    expect(await openSession(product(), `pressed-${email}`, now)).toMatchObject({ email });
    expect(await signIn(product(), token, `other-${email}`, now)).toBe(false);
    await signOut(product(), `pressed-${email}`);
    expect(await press()).toBe(false);
    const other = newEmail();
    await product().founder(other);
    const cookie = await signedIn(other);
    expect(await signIn(product(), token, cookie, now)).toBe(false);
  });

  it("is invalid once expired or used, stays valid beside a newer link, and can be viewed without effect", async () => {
    const email = newEmail();
    await product().founder(email);
    const first = await tokenFor(email);
    const before = await product().store.scan();
    for (let time = 0; time < 3; time++) expect(await opensPortal(product(), first, now)).toBe(true);
    expect(await product().store.scan()).toEqual(before);
    expect(await signIn(product(), first, "late", later({ minutes: 15 }))).toBe(false);

    const second = await tokenFor(email, later({ minutes: 1 }));
    expect(await signIn(product(), first, `older-${email}`, later({ minutes: 2 }))).toBe(true);
    expect(await opensPortal(product(), first, later({ minutes: 2 }))).toBe(false);
    expect(await signIn(product(), second, `newer-${email}`, later({ minutes: 2 }))).toBe(true);
  });
});

describe("a portal session", () => {
  it("ends after eight hours or on signing out, without ending other sessions of the address", async () => {
    const email = newEmail();
    await product().founder(email);
    const cookie = await signedIn(email);
    expect(await openSession(product(), cookie, later({ hours: 8, ms: -1 }))).toMatchObject({ email });
    expect(await openSession(product(), cookie, later({ hours: 8 }))).toBeNull();
    expect(await openSession(product(), `${cookie}x`, now)).toBeNull();

    const another = await signedIn(email, later({ minutes: 1 }));
    await signOut(product(), another);
    expect(await openSession(product(), another, later({ minutes: 2 }))).toBeNull();
    expect(await openSession(product(), cookie, later({ minutes: 2 }))).not.toBeNull();
  });

  it("ends with all others and every unused link when the address signs out everywhere, and a new one can start", async () => {
    const email = newEmail();
    const { address } = await product().founder(email);
    const cookies = [await signedIn(email), await signedIn(email, later({ minutes: 1 }))];
    const unused = await tokenFor(email, later({ minutes: 2 }));
    const stranger = newEmail();
    await product().founder(stranger);
    const others = await signedIn(stranger);

    await Promise.all([1, 2].map(() => signOutEverywhere(product(), address, later({ minutes: 3 }))));
    for (const cookie of cookies) expect(await openSession(product(), cookie, later({ minutes: 4 }))).toBeNull();
    expect(await signIn(product(), unused, `unused-${email}`, later({ minutes: 4 }))).toBe(false);
    expect(await openSession(product(), others, later({ minutes: 4 }))).not.toBeNull();
    const again = await signedIn(email, later({ minutes: 5 }));
    expect(await openSession(product(), again, later({ minutes: 6 }))).toMatchObject({ email });
  });

  it("is stored without its cookie value and without the address", async () => {
    const email = newEmail();
    await product().founder(email);
    const cookie = await signedIn(email);
    const sessions = (await product().store.scan()).filter(({ entity }) => entity === "session");
    expect(sessions).not.toEqual([]);
    expect(JSON.stringify(sessions)).not.toMatch(new RegExp(`${cookie}|@`));
  });
});
