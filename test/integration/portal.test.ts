import { describe, expect, it } from "vitest";
import { nameAdministrator, removeAdministrator } from "../../shared/commands/change-administrators.ts";
import { openSession, signOut } from "../../shared/commands/open-session.ts";
import { requestSignIn } from "../../shared/commands/request-sign-in.ts";
import { opensPortal, signIn } from "../../shared/commands/sign-in.ts";
import { readAdministrators } from "../../shared/store/administrators.ts";
import { anAdministrator, newestToken } from "../support/administrators.ts";
import { later, now } from "../support/fixed-clock.ts";
import { openOffice, refused } from "../support/office.ts";

const office = openOffice();

let made = 0;
const newEmail = (): string => `ada@portal-${++made}.example`;
const ask = (email: string, at = now): Promise<void> =>
  requestSignIn(office(), { email, locale: "en", next: "" }, { now: at, correlationId: "c-5" });
const tokenFor = async (email: string, at = now): Promise<string> => {
  await ask(email, at);
  return (await newestToken(office(), email)) ?? "";
};
const events = async (email: string) => {
  const items = await office().store.scan();
  const { customerId } = await anAdministrator(office(), email);
  return items.filter(({ type, PK }) => type === "SignInRequested" && PK === `CUS#${customerId}`);
};
/** Signs an administrator in; answers the session's cookie. */
async function signedIn(email: string, at = now): Promise<string> {
  const cookie = `cookie-${++made}`;
  expect(await signIn(office(), await tokenFor(email, at), cookie, at)).toBe(true);
  return cookie;
}

describe("asking to sign in", () => {
  it("takes the same reads and writes whoever asks, and is an event for an administrator only", async () => {
    const email = newEmail();
    await anAdministrator(office(), email);
    const stranger = newEmail();
    const [known, unknown, malformed] = [
      await office().store.requests(() => ask(` ${email.toUpperCase()} `)),
      await office().store.requests(() => ask(stranger)),
      await office().store.requests(() => ask("no@address@at.all.")),
    ];
    expect(known).toEqual({ BatchGetItem: 1, TransactWriteItems: 1 });
    expect(unknown).toEqual(known);
    expect(malformed).toEqual({});
    expect(await events(email)).toMatchObject([{ data: { signIn: { number: 1 } } }]);
    expect(await newestToken(office(), stranger)).toBeNull();
  });

  it("leads to five mails an hour, also when all ask at once, and nobody is told", async () => {
    const email = newEmail();
    await anAdministrator(office(), email);
    await Promise.all(Array.from({ length: 12 }, () => ask(email)));
    for (let minute = 1; minute < 8; minute++) await ask(email, later({ minutes: minute }));
    expect(await events(email)).toHaveLength(5);
    await ask(email, later({ minutes: 61 }));
    expect(await events(email)).toHaveLength(6);
  });
});

describe("a mailed link", () => {
  it("signs in once, of ten who try at the same moment", async () => {
    const email = newEmail();
    await anAdministrator(office(), email);
    const token = await tokenFor(email);
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, at) => signIn(office(), token, `race-${email}-${at}`, now)),
    );
    expect(tries.filter(Boolean)).toHaveLength(1);
    const open = await Promise.all(tries.map((_, at) => openSession(office(), `race-${email}-${at}`, now)));
    expect(open.filter((session) => session !== null)).toMatchObject([{ email }]);
    expect(await opensPortal(office(), token, now)).toBe(false);
  });

  it("is dead once it is over, used, replaced, or its administrator is none any more; looking at it changes nothing", async () => {
    const email = newEmail();
    const moment = await anAdministrator(office(), email);
    const first = await tokenFor(email);
    const before = await office().store.scan();
    for (let time = 0; time < 3; time++) expect(await opensPortal(office(), first, now)).toBe(true);
    expect(await office().store.scan()).toEqual(before);
    expect(await signIn(office(), first, "late", later({ minutes: 15 }))).toBe(false);

    const second = await tokenFor(email, later({ minutes: 1 }));
    expect(await signIn(office(), first, "older", later({ minutes: 2 }))).toBe(false);
    const other = await anAdministrator(office(), email.replace("ada@", "bob@"));
    await removeAdministrator(office(), moment.administrator, other);
    expect(await signIn(office(), second, "removed", later({ minutes: 2 }))).toBe(false);
  });
});

describe("a session", () => {
  it("ends after eight hours, by signing out, and with the administrator's removal", async () => {
    const email = newEmail();
    const moment = await anAdministrator(office(), email);
    const cookie = await signedIn(email);
    expect(await openSession(office(), cookie, later({ hours: 8, ms: -1 }))).toMatchObject({ email });
    expect(await openSession(office(), cookie, later({ hours: 8 }))).toBeNull();
    expect(await openSession(office(), `${cookie}x`, now)).toBeNull();

    const another = await signedIn(email, later({ minutes: 1 }));
    await signOut(office(), another);
    expect(await openSession(office(), another, later({ minutes: 2 }))).toBeNull();
    expect(await openSession(office(), cookie, later({ minutes: 2 }))).not.toBeNull();

    const bob = await anAdministrator(office(), email.replace("ada@", "bob@"));
    await removeAdministrator(office(), moment.administrator, bob);
    expect(await openSession(office(), cookie, later({ minutes: 3 }))).toBeNull();
    await nameAdministrator(office(), email, { ...bob, now: later({ minutes: 4 }) });
    expect(await openSession(office(), cookie, later({ minutes: 5 }))).toBeNull();
  });

  it("is stored without anything that would open it, and without the address", async () => {
    const email = newEmail();
    await anAdministrator(office(), email);
    const cookie = await signedIn(email);
    const sessions = (await office().store.scan()).filter(({ entity }) => entity === "session");
    expect(sessions).not.toEqual([]);
    expect(JSON.stringify(sessions)).not.toMatch(new RegExp(`${cookie}|@`));
  });
});

describe("administrators", () => {
  it("name others of their own mail domain, each once", async () => {
    const email = newEmail();
    const moment = await anAdministrator(office(), email);
    const colleague = email.replace("ada@", "bob@");
    await nameAdministrator(office(), colleague.toUpperCase(), moment);
    const known = await readAdministrators(office().table, moment.customerId);
    expect(known.map((one) => one.email).toSorted()).toEqual([email, colleague]);
    for (const [typed, code] of [
      [colleague, "administrator-known"],
      ["bob@elsewhere.example", "address-elsewhere"],
      ["nonsense", "address-invalid"],
    ] as const) {
      expect(await refused(nameAdministrator(office(), typed, moment))).toMatchObject({
        faults: [{ pointer: "/email", code }],
      });
    }
  });

  it("at a public mail provider are alone", async () => {
    const moment = await anAdministrator(office(), "ada.portal@gmail.com");
    expect(await refused(nameAdministrator(office(), "bob@gmail.com", moment))).toMatchObject({
      faults: [{ code: "address-elsewhere" }],
    });
  });

  it("may remove each other and themselves, but of two who do so at the same moment one stays", async () => {
    const email = newEmail();
    const ada = await anAdministrator(office(), email);
    const bob = await anAdministrator(office(), email.replace("ada@", "bob@"));
    const outcomes = await Promise.allSettled([
      removeAdministrator(office(), bob.administrator, ada),
      removeAdministrator(office(), ada.administrator, bob),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [left, ...others] = await readAdministrators(office().table, ada.customerId);
    expect(others).toEqual([]);
    const last = { ...ada, administrator: left?.id ?? "" };
    expect(await refused(removeAdministrator(office(), last.administrator, last))).toMatchObject({
      kind: "last-administrator",
    });
    expect(await refused(removeAdministrator(office(), "nobody", last))).toMatchObject({ kind: "not-found" });
  });

  it("who were removed meanwhile do nothing more", async () => {
    const email = newEmail();
    const ada = await anAdministrator(office(), email);
    const bob = await anAdministrator(office(), email.replace("ada@", "bob@"));
    await removeAdministrator(office(), ada.administrator, bob);
    expect(await refused(nameAdministrator(office(), email.replace("ada@", "eve@"), ada))).toMatchObject({
      kind: "busy",
    });
  });
});
