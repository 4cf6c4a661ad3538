import { Webhook } from "standardwebhooks";
import { expect } from "vitest";
import { actorsOn } from "../../infra/local/actors/actors.ts";
import { succeeded, type Answer } from "../../infra/local/actors/answers.ts";
import { idIn } from "../../infra/local/actors/caller.ts";
import type { LocalStack } from "../../infra/local/stack.ts";

/** A part of the journey that stands for itself: it brings its own customer, and may be played again at any time. */
export interface Scene {
  readonly name: string;
  /** Rejects when anything is not as it should be. */
  readonly play: () => Promise<void>;
}

type Json = Readonly<Record<string, unknown>>;

const scenePartner = { name: "contoso-partner", displayName: "Contoso", cloud: "public", locale: "en" };
const sandboxPartner = { ...scenePartner, name: "sandbox-partner", displayName: "Tailspin", sandbox: true };

/** The partners of the scenes, of those that the local stack can register. */
export const scenePartners = [scenePartner, sandboxPartner];

const anyVersion = { ifMatch: "*" };
const done = async (answer: Promise<Answer>): Promise<void> => void succeeded(await answer);
const read = async (answer: Promise<Answer>): Promise<Json> => succeeded(await answer).json;
const itemsIn = async (answer: Promise<Answer>): Promise<Json[]> => (await read(answer))["items"] as Json[];

/** Everything that happens in Rapport, so that every function does everything that it does. */
export const scenesOn = (local: LocalStack, idle = (): Promise<void> => local.idle()): readonly Scene[] => {
  const { partner, operator, customer, mailbox, administrator, control } = actorsOn(local.url, { idle });
  const [sales, admin] = [partner(scenePartner.name, "sales"), partner(scenePartner.name)];
  let customers = 0;
  let partners = 0;
  const newAddress = (): string => `ada@customer-${++customers}.example`;
  const mailsTo = (email: string) => local.mails.filter(({ to }) => to.includes(email));
  const historyOf = async (id: string) => (await itemsIn(sales.history(id))).map(({ type }) => type);
  /** By mail, with the reminders that are usual. */
  const invite = (email = newAddress(), body: object = {}) =>
    sales.invite({ customer: { email }, reminders: undefined, ...body });

  async function registerPartner(): Promise<void> {
    const named = { displayName: `Litware ${++partners}`, kind: "direct-reseller", cloud: "public" };
    const id = idIn(await operator.register({ ...named, admin: { email: newAddress() } }));
    expect(await read(operator.partner(id))).toMatchObject(named);
    await done(operator.freeze(id));
    expect(await read(operator.release(id))).toMatchObject({ version: 3, frozen: false });
    const displayName = `${named.displayName} Cloud`;
    expect(await read(operator.changePartner(id, { displayName }, anyVersion))).toMatchObject({ displayName });
    expect(await read(operator.partners({ limit: 1 }))).toMatchObject({ items: [{ id }] });
  }

  async function keepTemplates(): Promise<void> {
    const id = idIn(await sales.call("POST", "/v1/templates", { name: "Spring", permissions: [] }));
    expect(await read(sales.call("GET", "/v1/templates?limit=1"))).toMatchObject({ items: [{ id }] });
    expect(await read(sales.call("GET", `/v1/templates/${id}`))).toMatchObject({ version: 1 });
    await done(sales.call("DELETE", `/v1/templates/${id}`, undefined, anyVersion));
    const users = [`sales@${scenePartner.name}.example`];
    expect(await read(admin.changeProfile({ notifications: users }, anyVersion))).toMatchObject({
      notifications: users,
      notificationsWaiting: [],
    });
    const notifications = [newAddress().replace("ada@", "desk@")];
    expect(await read(admin.changeProfile({ locale: "en", notifications }, anyVersion))).toMatchObject({
      displayName: expect.stringMatching(/^Contoso/) as string,
      notificationsWaiting: notifications,
    });
    await done(admin.changeProfile({ notifications: [] }, anyVersion));
  }

  async function addAndRemoveUser(): Promise<void> {
    const { id, version } = await read(admin.addUser({ email: newAddress(), role: "sales" }));
    expect(version).toBe(1);
    expect(await itemsIn(admin.users({ limit: 100 }))).not.toEqual([]);
    const changed = await read(admin.changeUser(String(id), { role: "auditor" }, anyVersion));
    expect(changed).toMatchObject({ role: "auditor", version: 2 });
    await done(admin.removeUser(String(id), anyVersion));
  }

  async function mailAndCancel(): Promise<void> {
    const { id, email } = await invite();
    expect(mailsTo(email)).toHaveLength(1);
    expect(await read(sales.read(id))).toMatchObject({ delivery: { status: "delivered" } });
    expect(await read(sales.list({ limit: 1 }))).toMatchObject({ items: [{ id }] });
    expect(await historyOf(id)).toContain("InvitationDelivered");
    await done(sales.cancel(id));
    expect(await read(sales.read(id))).toMatchObject({ status: "cancelled" });
    await idle();
    expect(await read(sales.call("GET", "/v1/metrics"))).toHaveProperty("expiringSoon.more", false);
  }

  async function acceptWithCode(): Promise<void> {
    const { id, email, link } = await invite(newAddress(), { send: "self" });
    const page = await customer.open(link);
    await customer.done(customer.requestCode(page));
    await done(customer.acceptWithoutPermissions(page, { code: await mailbox.code(email) }));
    expect(await read(sales.read(id))).toMatchObject({ status: "accepted" });
    const own = (await itemsIn(sales.customers({ limit: 50 }))).find(({ domain }) => domain === email.split("@")[1]);
    expect(await read(sales.customer(String(own?.["id"])))).toMatchObject({ contacts: [{ email }] });
  }

  async function remindWhenRefusedAtFirst(): Promise<void> {
    const { id, email } = await invite();
    local.parts.faults.add({ service: "ses", operation: "SendRawEmail", error: "Throttling", times: 1000 });
    await local.advance("P3D");
    expect(mailsTo(email)).toHaveLength(1);
    local.parts.faults.clear();
    await local.advance("PT1H");
    expect(mailsTo(email)).toHaveLength(2);
    await done(sales.cancel(id));
  }

  async function bounceAndExpire(): Promise<void> {
    const { id, email } = await invite(`bounce+${++customers}@simulator.amazonses.com`);
    expect(await read(sales.read(id))).toMatchObject({ delivery: { status: "bounced" } });
    await local.advance("P3D");
    expect(mailsTo(email)).toHaveLength(1);
    await local.advance("P30D");
    expect(await historyOf(id)).toContain("InvitationExpired");
    await done(operator.call("POST", "/v1/operator/addresses/lookup", { email }));
    await done(operator.lift(email));
  }

  /** Invites an address by mail and accepts in its name, without permissions unless some are named. */
  async function connect(email: string, permission: readonly string[] = [], by = admin) {
    const { id, link } = await by.invite({ customer: { email }, reminders: undefined });
    await customer.done(
      permission.length > 0 ? customer.accept(link, { permission }) : customer.acceptWithoutPermissions(link),
    );
    const { customerId, relationshipId } = await read(by.read(id));
    return { customerId: String(customerId), relationshipId: String(relationshipId) };
  }

  /** Mails to an administrator turn out not to have arrived, while a request waits for an answer of that address. */
  async function loseAdministrator(): Promise<void> {
    const email = `late+${++customers}@simulator.amazonses.com`;
    const { customerId } = await connect(email);
    const more = { customer: { email }, permissions: ["users.admin"], send: "self" };
    const waiting = idIn(await sales.create(more));
    await local.advance("P1DT1H");
    const lost = await read(sales.read(waiting));
    expect(lost).toMatchObject({ status: "cancelled", cancelCode: "addressee-left" });
    const unattended = await itemsIn(operator.call("GET", "/v1/operator/customers?unattended=true&limit=100"));
    expect(unattended.map(({ id }) => id)).toContain(customerId);
  }

  /** Somebody who got a code that they did not ask for says so, and the request is reported. */
  async function disownCode(): Promise<void> {
    const { id, email, link } = await invite(newAddress(), { send: "self" });
    await customer.done(customer.requestCode(link));
    await customer.done(administrator.followLink(await mailbox.link(email, "/stop/")));
    expect(await historyOf(id)).toContain("InvitationReported");
    // Enough reports freeze a partner, and the scenes after this need it.
    const { id: own, frozen } = await read(admin.profile());
    if (frozen === true) await done(operator.release(String(own)));
  }

  async function leaveReminders(): Promise<void> {
    const { id, email } = await invite();
    await local.advance("P3D");
    const link = await mailbox.link(email, "/u/");
    await done(customer.open(link));
    await done(customer.post(link, { "List-Unsubscribe": "One-Click" }));
    await local.advance("P5D");
    expect(mailsTo(email)).toHaveLength(2);
    await done(sales.cancel(id));
  }

  /** Different events about an invitation; each may have passed the bus more than once. */
  const published = (id: string): number =>
    new Set(local.events.map(({ detail }) => JSON.stringify(detail)).filter((detail) => detail.includes(id))).size;

  /** An invitation of whose two events the bus refuses one. */
  async function inviteRefused(): Promise<string> {
    // What an earlier scene left on its way must not meet the fault instead.
    await idle();
    local.parts.faults.add({
      ...{ service: "eventbridge", operation: "PutEvents", error: "MalformedDetail", entry: 0, times: 1 },
    });
    const { id } = await invite(newAddress(), { send: "self" });
    expect(published(id)).toBe(1);
    return id;
  }
  async function republish(): Promise<void> {
    const id = await inviteRefused();
    expect(await control.call("POST", "redrive", { queue: "poison" })).toEqual({ moved: 1 });
    await idle();
    expect(published(id)).toBe(2);
    await done(sales.cancel(id));
  }
  async function waitForSchedule(): Promise<void> {
    const id = await inviteRefused();
    await local.advance("PT5M");
    expect(published(id)).toBe(2);
    // What was published is forgotten, so that the next run does not publish it again.
    await local.advance("PT5M");
    expect(published(id)).toBe(2);
    await done(sales.cancel(id));
  }

  const setPolicy = (policy: object) => control.call("POST", "policy", policy);

  async function letPortalDecide(): Promise<void> {
    await setPolicy({ preset: "default", externalPortals: { rapport: "https://portal.example" } });
    try {
      const { current } = await read(operator.call("GET", "/v1/operator/portals/rapport/secret"));
      const signer = new Webhook(String(current));
      const { id, link } = await invite(newAddress(), { send: "self" });
      const token = new URL(link).pathname.replace("/i/", "");
      const send = (method: string, path: string, body: string): Promise<Json> => {
        const at = new Date(local.parts.clock.now());
        const message = `msg_${++customers}`;
        const signature = signer.sign(message, at, body);
        const time = String(Math.floor(+at / 1000));
        const headers = { "webhook-id": message, "webhook-timestamp": time, "webhook-signature": signature };
        return read(control.request(method, path, { headers, ...(method === "POST" && { body }) }));
      };
      const { offer, agreement } = await send("GET", `/v1/callbacks/offer?link=${token}`, token);
      const { version, hash } = agreement as Json;
      const accepted = { link: token, offer, decision: "accept", granted: [], agreement: { version, hash } };
      const body = JSON.stringify({ ...accepted, by: { name: "Ada", email: newAddress() } });
      const decided = await send("POST", "/v1/callbacks/acceptance", body);
      expect(decided).toMatchObject({ id, status: "accepted" });
      // Under an id of its own it is no repeated message but a repeated decision, which looks at the partner again.
      expect(await send("POST", "/v1/callbacks/acceptance", body)).toEqual(decided);
    } finally {
      await setPolicy({ preset: "default" });
    }
  }

  /** Invites many at once, and sends rows again that failed. */
  async function resultsOf(items: readonly object[], more: object = {}, by = admin): Promise<Json[]> {
    const rows = items.map((item) => ({ key: `row-${++customers}`, ...item }));
    for (let left = 8; ; left--) {
      const results = (await read(by.createMany({ ...more, items: rows })))["results"] as Json[];
      if (left === 0 || results.every(({ status }) => Number(status) < 500)) return results;
    }
  }

  async function inviteAll(items: readonly object[], by = admin): Promise<Json[]> {
    const results = await resultsOf(items, {}, by);
    expect(results.map(({ status }) => status)).toEqual(items.map(() => 201));
    return results;
  }

  async function inviteMany(): Promise<void> {
    const items = [1, 2].map(() => ({ customer: { email: newAddress() }, send: "email" }));
    await setPolicy({ preset: "default", quotas: { openInvitations: 1 } });
    try {
      expect((await resultsOf(items, { dryRun: true }, sales)).at(-1)).toMatchObject({ status: 429 });
    } finally {
      await setPolicy({ preset: "default" });
    }
    for (const id of (await inviteAll(items)).map((row) => String(row["id"]))) {
      expect(await read(sales.call("GET", `/v1/invitations/${id}/preview?locale=it`))).toMatchObject({
        mailto: expect.any(String) as string,
      });
      expect(await read(sales.call("GET", `/v1/invitations/${id}/reminders`))).toMatchObject({ stopped: null });
      await done(sales.cancel(id));
    }
  }

  /** A sandbox partner reaches its own users and nobody else, also where the operator recovers its customer. */
  async function tryOut(): Promise<void> {
    const sandbox = partner(sandboxPartner.name);
    const [email, other] = [newAddress(), newAddress()];
    for (const user of [email, other]) await done(sandbox.addUser({ email: user, role: "sales" }));
    const { customerId } = await connect(email, [], sandbox);
    await inviteAll([{ customer: { email: other }, send: "self" }], sandbox);
    await done(operator.recover(customerId, other));
    expect(await read(operator.customer(customerId))).toMatchObject({ recovery: { status: "waiting" } });
    await local.advance("P8D");
    expect(mailsTo(other).at(-1)?.links).toContainEqual(expect.stringContaining("/confirm/"));
  }

  async function actInPortal(): Promise<void> {
    const email = newAddress();
    const { customerId, relationshipId } = await connect(email, ["directory.admin"]);
    const portal = await administrator.signIn(email);
    const partnerId = String((await read(admin.profile()))["id"]);
    for (const standing of ["blocked", "neither"])
      await done(portal.changeSenders(customerId, { partnerId, standing }));
    await done(portal.rename(customerId, "Adatum"));
    await done(portal.get(`/portal/relationships/${relationshipId}`));
    await done(portal.removePermissions(relationshipId));
    // Whoever ends a relationship ends the open request for its permissions too.
    const id = idIn(await sales.create({ customer: { email }, permissions: ["users.admin"], send: "email" }));
    await done(portal.endRelationship(relationshipId));
    expect(await read(sales.read(id))).toMatchObject({ status: "cancelled" });
    await done(portal.signOut());
  }

  /** Names another administrator, who confirms; both hear what the other does, and one is removed. */
  async function shareCustomer(): Promise<void> {
    const email = newAddress();
    const { customerId } = await connect(email, ["directory.admin"]);
    const added = email.replace("ada@", "bob@");
    const portal = await administrator.signIn(email);
    await done(portal.add(customerId, added));
    await customer.done(administrator.confirm(added));
    expect(mailsTo(email).map(({ subject }) => subject)).toContainEqual(expect.stringContaining(added));
    const list = `/portal/customers/${customerId}/administrators`;
    const { text } = succeeded(await portal.get(list));
    const ids = [...text.matchAll(/administrators\/([\w-]+)/g)].map(([, id]) => id ?? "");
    const pages = await Promise.all(ids.map((id) => portal.get(`${list}/${id}`)));
    await customer.done(portal.remove(customerId, ids[pages.findIndex((page) => page.text.includes(added))] ?? ""));
    // A mail whose answer is lost is sent once more.
    expect(new Set(mailsTo(added).map(({ subject }) => subject)).size).toBe(3);
  }

  /** The operator names an administrator for a customer whose only one says that this must not be. */
  async function stopRecovery(): Promise<void> {
    const email = newAddress();
    const { customerId } = await connect(email);
    const found = await read(operator.call("GET", `/v1/operator/customers?q=${customerId}`));
    expect(found).toMatchObject({ items: [{ id: customerId }] });
    const path = `/v1/operator/customers/${customerId}`;
    const changed = await read(operator.call("PATCH", path, { externalId: customerId }, anyVersion));
    expect(changed).toMatchObject({ externalId: customerId });
    await done(operator.recover(customerId, email.replace("ada@", "mallory@")));
    await idle();
    await done(administrator.followLink(await mailbox.link(email, "/stop/")));
    expect(await read(operator.customer(customerId))).toMatchObject({ recovery: { status: "stopped" } });
  }

  async function askForHealth(): Promise<void> {
    await done(control.request("GET", "/v1/health"));
  }

  return [
    { name: "the operator registers a partner, freezes and releases it", play: registerPartner },
    { name: "a partner keeps a template and drops it", play: keepTemplates },
    { name: "a partner adds a user, and removes it again", play: addAndRemoveUser },
    { name: "an invitation is mailed, listed and cancelled", play: mailAndCancel },
    { name: "a customer proves the mailbox and accepts", play: acceptWithCode },
    { name: "a reminder that SES refuses at first goes out later", play: remindWhenRefusedAtFirst },
    { name: "an address that bounced is left alone, and its invitation expires", play: bounceAndExpire },
    { name: "the operator recovers a customer, and its administrator stops that", play: stopRecovery },
    { name: "an administrator's mailbox is gone, and with it what was asked of it", play: loseAdministrator },
    { name: "somebody says that a code was not for them", play: disownCode },
    { name: "a customer unsubscribes from a partner's reminders", play: leaveReminders },
    { name: "an event that the bus refused is published again", play: republish },
    { name: "an event that the bus refused is published again by schedule", play: waitForSchedule },
    { name: "an external portal reads an offer and reports an acceptance", play: letPortalDecide },
    { name: "many are invited at once, and their mails looked at", play: inviteMany },
    { name: "a sandbox partner tries requests with its own users", play: tryOut },
    { name: "a customer signs in, takes permissions back, and says who may ask", play: actInPortal },
    { name: "an administrator adds another, who confirms, and removes it", play: shareCustomer },
    { name: "somebody asks for the health", play: askForHealth },
  ];
};
