import { describe, expect, it } from "vitest";
import { addUser, ensureUser } from "../../../shared/users/add-user.ts";
import { changeUserRole, removeUser } from "../../../shared/users/change-user.ts";
import { editProfile } from "../../../shared/partner/commands/edit-profile.ts";
import { readPartner } from "../../../shared/partner/commands/supervise-partner.ts";
import type { PartnerUser, UserInput } from "../../../shared/users/model.ts";
import type { Cause } from "../../../shared/events/envelope.ts";
import { readHistory } from "../../../shared/events/stored-events.ts";
import { listUsers, userKeys } from "../../../shared/users/item.ts";
import { rawPlace } from "../../support/table/raw-place.ts";
import { operatorCause } from "../../actors/operator.ts";
import type { Partner } from "../../actors/partner.ts";
import { later, now } from "../../support/builders/fixed-clock.ts";
import { openProduct, refused } from "../../actors/product.ts";
import { somePoolUsers } from "../../support/builders/some-pool-users.ts";

const product = openProduct();
const pool = somePoolUsers();
const needs = () => ({ table: product().table, userPool: pool, masterKey: product().masterKey });
let made = 0;
const somebody = (named: Partial<UserInput> = {}): UserInput => ({
  ...{ email: `user-${++made}@partner.example`, role: "sales" },
  ...named,
});
const letIn = async (partner: Partner, named: Partial<UserInput> = {}) =>
  (await addUser(needs(), somebody(named), operatorCause(now, partner.partnerId), null)).user;
const byAdmin = (partner: Partner) => partner.adminCause();
const partnerOf = ({ partnerId: id }: Partner) => ({ id, sandbox: false });
const list = async ({ partnerId }: Partner, limit = 25, cursor: string | null = null) => {
  const { items, next } = await listUsers(product().table, { partnerId, limit, cursor });
  return { ids: items.map(({ id }) => id), next };
};

describe("a user's mailbox", () => {
  it("cannot be invited by the user's own partner, under any tag, until its last user is removed", async () => {
    const [partner, other] = [await product().partner(), await product().partner()];
    const [untagged, tagged] = [
      await letIn(partner, { email: "two@partner.example" }),
      await letIn(partner, { email: "two+b@partner.example" }),
    ];
    const ask = (email: string) => partner.create({ email });
    for (const email of ["two@partner.example", "Two+x@Partner.example"])
      expect(await refused(ask(email))).toMatchObject({
        ...{ kind: "own-address", faults: [{ pointer: "/customer/email", code: "own-address" }] },
      });
    expect((await other.create({ email: "two@partner.example" })).status).toBe(201);

    await removeUser(needs(), untagged.id, "any", await byAdmin(partner));
    expect((await refused(ask("two@partner.example"))).kind).toBe("own-address");
    await removeUser(needs(), tagged.id, "any", await byAdmin(partner));
    expect((await ask("two@partner.example")).status).toBe(201);
  });

  it("cannot become the corrected address of a request or accept one through a portal", async () => {
    const partner = await product().partner();
    const { email } = await letIn(partner);
    const { id } = await partner.create({});
    expect(await refused(partner.correctAddress(id, email))).toMatchObject({ faults: [{ pointer: "/email" }] });
    const yes = (await product().customer(id)).accept({ email, via: "callback" });
    expect(await refused(yes)).toMatchObject({ faults: [{ pointer: "/by/email" }] });
  });
});

describe("adding a user", () => {
  it("refuses an address that can already sign in, for this partner or another", async () => {
    const [partner, other] = [await product().partner(), await product().partner()];
    const { email } = await letIn(partner);
    for (const at of [partner, other])
      expect((await refused(letIn(at, { email, role: "admin" }))).kind).toBe("user-exists");
    expect(await pool.find(email)).toMatchObject({ partnerId: partner.partnerId, role: "sales" });
    expect(await list(other)).toEqual({ ids: [], next: null });
  });

  it("completes an addition that was interrupted between user pool and list, with the current role", async () => {
    const partner = await product().partner();
    const input = somebody();
    product().store.fail("TransactWriteItems", new Error("The line is dead."));
    await expect(addUser(needs(), input, operatorCause(now, partner.partnerId), null)).rejects.toThrow(
      "The line is dead.",
    );
    const { user } = await addUser(needs(), { ...input, role: "auditor" }, operatorCause(now, partner.partnerId), null);
    expect(user.role).toBe("auditor");
    expect(await pool.find(input.email)).toMatchObject({ id: user.id, role: "auditor" });
  });

  it("happens once for two requests with one idempotency key, and repeats the first answer", async () => {
    const partner = await product().partner();
    const claim = partner.claim({ route: "POST /v1/users" });
    const input = somebody();
    const add = (at?: string) => addUser(needs(), input, operatorCause(at, partner.partnerId), claim);
    product().store.before("TransactWriteItems", () => add());
    const first = await add();
    expect(first.replayed).toBe(true);
    await changeUserRole(needs(), first.user.id, "admin", "any", await byAdmin(partner));
    expect(await add(later({ hours: 3 }))).toEqual(first);
  });

  it("as a partner's first admin leaves a user that is there already unchanged", async () => {
    const partner = await product().partner();
    const input = somebody({ role: "admin" });
    const first = await ensureUser(needs(), partnerOf(partner), input, partner.cause());
    expect(await ensureUser(needs(), partnerOf(partner), { ...input, role: "sales" }, partner.cause())).toEqual(first);
    const other = await product().partner();
    expect((await refused(ensureUser(needs(), partnerOf(other), input, other.cause()))).kind).toBe("user-exists");
  });
});

describe("a user on the list", () => {
  it("gets another role in user pool and list, only at the version that was read", async () => {
    const partner = await product().partner();
    const { id, email } = await letIn(partner);
    const admin = await byAdmin(partner);
    const change = () => changeUserRole(needs(), id, "auditor", [1], admin);
    expect(await change()).toMatchObject({ version: 2, role: "auditor" });
    expect(await pool.find(email)).toMatchObject({ role: "auditor" });
    expect((await refused(change())).kind).toBe("stale");
    expect(await changeUserRole(needs(), id, "auditor", "any", await byAdmin(partner))).toMatchObject({ version: 2 });
  });

  it("has an event when added, changed and removed, in an aggregate of its own", async () => {
    const partner = await product().partner();
    const { id } = await letIn(partner, { role: "helpdesk" });
    await changeUserRole(needs(), id, "auditor", "any", await byAdmin(partner));
    await changeUserRole(needs(), id, "auditor", "any", await byAdmin(partner));
    await removeUser(needs(), id, "any", await byAdmin(partner));
    const events = (await readHistory(product().table, partner.partnerId)).filter(
      ({ metadata }) => metadata.aggregate === `${partner.partnerId}/user-${id}`,
    );
    expect(
      events.map(({ type, metadata, data }) => [type, metadata.sequence, data["previousRole"], data["role"]]),
    ).toEqual([
      ["PartnerUserAdded", 1, null, "helpdesk"],
      ["PartnerUserChanged", 2, "helpdesk", "auditor"],
      ["PartnerUserRemoved", 3, "auditor", "auditor"],
    ]);
  });

  it("that is missing from the user pool cannot get another role, but can be removed", async () => {
    const partner = await product().partner();
    const { id } = await letIn(partner);
    await pool.remove(id);
    expect((await refused(changeUserRole(needs(), id, "admin", "any", await byAdmin(partner)))).kind).toBe("not-found");
    await removeUser(needs(), id, "any", await byAdmin(partner));
  });

  it("is absent from user pool and list once removed, even if already missing from the pool", async () => {
    const partner = await product().partner();
    const { id, email } = await letIn(partner);
    expect((await refused(removeUser(needs(), id, [2], await byAdmin(partner)))).kind).toBe("stale");
    await removeUser(needs(), id, [1], await byAdmin(partner));
    expect(await pool.find(email)).toBeNull();
    expect(await product().table.read(rawPlace(userKeys.user(partner.partnerId, id)))).toBeNull();
    expect((await refused(removeUser(needs(), id, "any", await byAdmin(partner)))).kind).toBe("not-found");
  });

  it("loses its notification address when removed, which must be confirmed if it is named again", async () => {
    const partner = await product().partner();
    const [leaving, staying] = [await letIn(partner), await letIn(partner)];
    const by = await byAdmin(partner);
    const notify = (...notifications: string[]) => editProfile(product(), { notifications }, "any", by);
    await notify(leaving.email, staying.email);
    await removeUser(needs(), leaving.id, "any", await byAdmin(partner));
    const { partner: profile } = await notify(staying.email, leaving.email);
    expect(profile).toMatchObject({ notifications: [staying.email], notificationsWaiting: [leaving.email] });
  });

  it("that is removed while being named for notices gets no notices, in either order", async () => {
    for (const isRemovedFirst of [true, false]) {
      const partner = await product().partner();
      const { id, email } = await letIn(partner);
      const admin = await byAdmin(partner);
      const name = () => editProfile(product(), { notifications: [email] }, "any", admin);
      const remove = () => removeUser(needs(), id, "any", admin);
      product().store.before("TransactWriteItems", isRemovedFirst ? remove : name);
      await (isRemovedFirst ? name() : remove());
      expect(await readPartner(product(), partner.partnerId)).toMatchObject({
        notifications: [],
        notificationsWaiting: isRemovedFirst ? [email] : [],
      });
    }
  });

  it("can be changed and removed only by its own partner, and not by itself", async () => {
    const [partner, other] = [await product().partner(), await product().partner()];
    const { id } = await letIn(partner);
    for (const unknown of [id, "x", id.toUpperCase(), ""])
      expect((await refused(removeUser(needs(), unknown, "any", other.cause()))).kind).toBe("not-found");
    const own = { ...partner.cause(), actor: { kind: "partner", id } as const };
    for (const act of [
      () => removeUser(needs(), id, "any", own),
      () => changeUserRole(needs(), id, "admin", "any", own),
    ])
      expect((await refused(act())).kind).toBe("forbidden");
  });
});

describe("admins of one partner who change each other at the same moment", () => {
  const acts = {
    removal: (id: string, cause: Cause) => removeUser(needs(), id, "any", cause),
    "change of role": (id: string, cause: Cause) => changeUserRole(needs(), id, "auditor", "any", cause),
  };
  const both = ["removal", "change of role"] as const;

  it.each(both.flatMap((late) => both.map((early) => [late, early] as const)))(
    "cannot both succeed: a %s is refused after the %s by the other admin",
    async (late, early) => {
      const partner = await product().partner();
      const [ada, ben] = [await letIn(partner, { role: "admin" }), await letIn(partner, { role: "admin" })];
      const by = ({ id }: PartnerUser): Cause => ({ ...partner.cause(), actor: { kind: "partner", id } });
      product().store.before("TransactWriteItems", () => acts[early](ada.id, by(ben)));
      expect(await refused(acts[late](ben.id, by(ada)))).toMatchObject({ kind: "forbidden" });
      const { items } = await listUsers(product().table, { partnerId: partner.partnerId, limit: 25, cursor: null });
      expect(items.filter(({ role }) => role === "admin").map(({ id }) => id)).toEqual([ben.id]);
      expect(await pool.find(ben.email)).not.toBeNull();
    },
  );

  const others = {
    "adds no user": async (cause: Cause) => void (await addUser(needs(), somebody(), cause, null)),
    "adds no notification address": async (cause: Cause) =>
      void (await editProfile(product(), { notifications: ["x@elsewhere.example"] }, "any", cause)),
    "changes no reply address": async (cause: Cause) =>
      void (await editProfile(product(), { replyTo: "x@elsewhere.example" }, "any", cause)),
    "changes no display name": async (cause: Cause) =>
      void (await editProfile(product(), { displayName: "Other name" }, "any", cause)),
  };

  it.each(Object.entries(others).flatMap(([title, act]) => both.map((early) => [early, title, act] as const)))(
    "cannot act any more after a %s: the admin concerned %s",
    async (early, _, act) => {
      const partner = await product().partner();
      const [ada, ben] = [await letIn(partner, { role: "admin" }), await letIn(partner, { role: "admin" })];
      const by = ({ id }: PartnerUser): Cause => ({ ...partner.cause(), actor: { kind: "partner", id } });
      const before = await readPartner(product(), partner.partnerId);
      product().store.before("TransactWriteItems", () => acts[early](ada.id, by(ben)));
      expect(await refused(act(by(ada)))).toMatchObject({ kind: "forbidden" });
      const { ids } = await list(partner);
      expect(ids).toEqual(early === "removal" ? [ben.id] : [ada.id, ben.id].toSorted());
      expect(await readPartner(product(), partner.partnerId)).toEqual(before);
    },
  );

  it("are refused after losing the role, and change nothing in the user pool", async () => {
    const partner = await product().partner();
    const [ada, ben] = [await letIn(partner, { role: "auditor" }), await letIn(partner, { role: "admin" })];
    const cause: Cause = { ...partner.cause(), actor: { kind: "partner", id: ada.id } };
    for (const act of both) expect((await refused(acts[act](ben.id, cause))).kind).toBe("forbidden");
    for (const act of Object.values(others)) expect((await refused(act(cause))).kind).toBe("forbidden");
    expect(await pool.find(ben.email)).toMatchObject({ role: "admin" });
  });
});

it("a user whom the user pool failed to remove is not listed, and gets a new id when added again", async () => {
  const partner = await product().partner();
  const { id, email } = await letIn(partner, { role: "admin" });
  const userPool = { ...pool, remove: () => Promise.reject(new Error("The pool does not answer.")) };
  const removing = removeUser({ ...needs(), userPool }, id, "any", await byAdmin(partner));
  await expect(removing).rejects.toThrow("The pool does not answer.");
  expect(await product().table.read(rawPlace(userKeys.user(partner.partnerId, id)))).toBeNull();
  const again = await letIn(partner, { email });
  expect(again.id).not.toBe(id);
  expect(await pool.find(email)).toMatchObject({ id: again.id, role: "sales" });
});
