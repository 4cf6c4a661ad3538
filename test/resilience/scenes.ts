import { Webhook } from "standardwebhooks";
import { expect } from "vitest";
import type { LocalStack } from "../../infra/local/stack.ts";

/** A part of the journey that stands for itself: it brings its own customer, and may be played again at any time. */
export interface Scene {
  readonly name: string;
  /** Rejects when anything is not as it should be. */
  readonly play: () => Promise<void>;
}

type Json = Record<string, unknown>;

const scenePartner = { name: "contoso-partner", displayName: "Contoso", cloud: "public", locale: "en" };
const sandboxPartner = { ...scenePartner, name: "sandbox-partner", displayName: "Tailspin", sandbox: true };

/** The partners of the scenes, of those that the local stack can register. */
export const scenePartners = [scenePartner, sandboxPartner];

/** Everything that happens in Rapport, so that every function does everything that it does. */
export const scenesOn = (local: LocalStack): readonly Scene[] => {
  let customers = 0;
  let partners = 0;
  const newAddress = (): string => `ada@customer-${++customers}.example`;

  async function api(
    method: string,
    path: string,
    body?: object,
    role = "sales",
    partner = scenePartner.name,
  ): Promise<Json> {
    const token = await local.token(role === "operator" ? { role } : { partner, role });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "if-match": "*" };
    const response = await fetch(local.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    expect(response.ok, `${method} ${path}: ${response.status} ${text}`).toBe(true);
    return JSON.parse(text || "{}") as Json;
  }
  const get = (path: string, role?: string): Promise<Json> => api("GET", path, undefined, role);
  const typesOf = (history: Json): unknown[] => (history["items"] as Json[]).map(({ type }) => type);
  const historyOf = async (id: string): Promise<unknown[]> => typesOf(await get(`/v1/invitations/${id}/history`));
  const mailsTo = (email: string) => local.mails.filter(({ to }) => to.includes(email));

  async function invite(email: string, send: "email" | "self" = "email"): Promise<{ id: string; link: string }> {
    const body = await api("POST", "/v1/invitations", { customer: { email }, send });
    await local.idle();
    const { draft } = body as { draft?: { link: string } };
    return { id: String(body["id"]), link: draft?.link ?? "" };
  }
  async function cancel(id: string): Promise<void> {
    await api("POST", `/v1/invitations/${id}/cancel`, {});
  }
  async function post(url: string, form: Record<string, string>): Promise<void> {
    const response = await fetch(url, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
    expect(response.status, await response.text()).toBe(303);
  }

  async function registerPartner(): Promise<void> {
    const partner = { displayName: `Fabrikam ${++partners}`, kind: "direct-reseller", cloud: "public" };
    const admin = { email: newAddress() };
    const { id } = await api("POST", "/v1/operator/partners", { ...partner, admin }, "operator");
    const path = `/v1/operator/partners/${String(id)}`;
    expect(await get(path, "operator")).toMatchObject(partner);
    await api("POST", `${path}/freeze`, {}, "operator");
    expect(await api("POST", `${path}/release`, {}, "operator")).toMatchObject({ version: 3, frozen: false });
    const displayName = `${partner.displayName} Cloud`;
    expect(await api("PATCH", path, { displayName }, "operator")).toMatchObject({ displayName });
    expect(await get("/v1/operator/partners?limit=1", "operator")).toMatchObject({ items: [{ id }] });
  }

  async function keepTemplates(): Promise<void> {
    const { id } = await api("POST", "/v1/templates", { name: "Spring", permissions: [] });
    expect(await get("/v1/templates?limit=1")).toMatchObject({ items: [{ id }] });
    expect(await get(`/v1/templates/${String(id)}`)).toMatchObject({ version: 1 });
    await api("DELETE", `/v1/templates/${String(id)}`);
    const users = [`sales@${scenePartner.name}.example`];
    expect(await api("PATCH", "/v1/partner", { notifications: users }, "admin")).toMatchObject({
      notifications: users,
      notificationsWaiting: [],
    });
    const notifications = [newAddress().replace("ada@", "desk@")];
    const profile = await api("PATCH", "/v1/partner", { locale: "en", notifications }, "admin");
    expect(profile).toMatchObject({ displayName: "Contoso", notificationsWaiting: notifications });
    await api("PATCH", "/v1/partner", { notifications: [] }, "admin");
  }

  async function letInAndOut(): Promise<void> {
    const { id, version } = await api("POST", "/v1/users", { email: newAddress(), role: "sales" }, "admin");
    expect(version).toBe(1);
    expect(await get("/v1/users?limit=100", "admin")).toHaveProperty("items");
    const changed = await api("PATCH", `/v1/users/${String(id)}`, { role: "auditor" }, "admin");
    expect(changed).toMatchObject({ role: "auditor", version: 2 });
    await api("DELETE", `/v1/users/${String(id)}`, undefined, "admin");
  }

  async function mailAndCancel(): Promise<void> {
    const email = newAddress();
    const { id } = await invite(email);
    expect(mailsTo(email)).toHaveLength(1);
    expect(await get(`/v1/invitations/${id}`)).toMatchObject({ delivery: { status: "delivered" } });
    expect(await get("/v1/invitations?limit=1")).toMatchObject({ items: [{ id }] });
    expect(await historyOf(id)).toContain("InvitationDelivered");
    await cancel(id);
    expect(await get(`/v1/invitations/${id}`)).toMatchObject({ status: "cancelled" });
    await local.idle();
    expect(await get("/v1/metrics")).toHaveProperty("expiringSoon.more", false);
  }

  async function acceptWithCode(): Promise<void> {
    const email = newAddress();
    const { id, link } = await invite(email, "self");
    const page = await (await fetch(link)).text();
    await post(`${link}/code`, {});
    await local.idle();
    const code = /\b\d{8}\b/.exec(mailsTo(email)[0]?.text ?? "")?.[0] ?? "";
    const offer = /name="offer" value="([^"]+)"/.exec(page)?.[1] ?? "";
    await post(`${link}/decision`, { decision: "accept-none", name: "Ada", agreement: "on", offer, code });
    expect(await get(`/v1/invitations/${id}`)).toMatchObject({ status: "accepted" });
    const customers = (await get("/v1/customers?limit=50"))["items"] as Json[];
    const own = customers.find(({ domain }) => domain === email.split("@")[1]);
    expect(await get(`/v1/customers/${String(own?.["id"])}`)).toMatchObject({ contacts: [{ email }] });
  }

  async function remindWhenRefusedAtFirst(): Promise<void> {
    const email = newAddress();
    const { id } = await invite(email);
    local.parts.faults.add({ service: "ses", operation: "SendRawEmail", error: "Throttling", times: 1000 });
    await local.advance("P3D");
    expect(mailsTo(email)).toHaveLength(1);
    local.parts.faults.clear();
    await local.advance("PT1H");
    expect(mailsTo(email)).toHaveLength(2);
    await cancel(id);
  }

  async function silenceAndExpire(): Promise<void> {
    const email = `bounce+${++customers}@simulator.amazonses.com`;
    const { id } = await invite(email);
    expect(await get(`/v1/invitations/${id}`)).toMatchObject({ delivery: { status: "bounced" } });
    await local.advance("P3D");
    expect(mailsTo(email)).toHaveLength(1);
    await local.advance("P30D");
    expect(await historyOf(id)).toContain("InvitationExpired");
    const addresses = "/v1/operator/addresses";
    await api("POST", `${addresses}/lookup`, { email }, "operator");
    await api("POST", `${addresses}/lift`, { email, reason: "It works again." }, "operator");
  }

  /** Mails to an administrator turn out not to have arrived, while a request waits for an answer of that address. */
  async function loseAdministrator(): Promise<void> {
    const email = `late+${++customers}@simulator.amazonses.com`;
    const { customerId } = await acceptByMail(email, "reseller", { decision: "accept-none" });
    const more = { customer: { email }, permissions: ["users.admin"], send: "self" };
    const { id: waiting } = await api("POST", "/v1/invitations", more);
    await local.advance("P1DT1H");
    const lost = await get(`/v1/invitations/${String(waiting)}`);
    expect(lost).toMatchObject({ status: "cancelled", cancelCode: "addressee-left" });
    const { items } = await get("/v1/operator/customers?unattended=true&limit=100", "operator");
    expect((items as Json[]).map((customer) => customer["id"])).toContain(customerId);
  }

  /** Invites an address by mail, and answers in its name. */
  async function acceptByMail(
    email: string,
    relationship: string,
    form: Record<string, string>,
    partner = scenePartner.name,
  ) {
    const asked = { customer: { email }, relationship, send: "email" };
    const { id } = await api("POST", "/v1/invitations", asked, "admin", partner);
    await local.idle();
    const links = mailsTo(email).flatMap((mail) => mail.links);
    const link = links.find((address) => address.includes("/i/")) ?? "";
    const offer = /name="offer" value="([^"]+)"/.exec(await (await fetch(link)).text())?.[1] ?? "";
    await post(`${link}/decision`, { name: "Ada", agreement: "on", offer, ...form });
    await local.idle();
    const { customerId } = await api("GET", `/v1/invitations/${String(id)}`, undefined, "admin", partner);
    return { customerId: String(customerId) };
  }

  /** Somebody who got a code that they did not ask for says so, and the request is reported. */
  async function disownCode(): Promise<void> {
    const email = newAddress();
    const { id, link } = await invite(email, "self");
    await post(`${link}/code`, {});
    await local.idle();
    const way = mailsTo(email)[0]?.links.find((address) => address.includes("/stop/")) ?? "";
    expect((await fetch(way)).status).toBe(200);
    expect((await fetch(way, { method: "POST", body: new URLSearchParams() })).status).toBe(200);
    await local.idle();
    expect(await historyOf(id)).toContain("InvitationReported");
    // Enough reports freeze a partner, and the scenes after this need it.
    const { id: partner, frozen } = await get("/v1/partner", "admin");
    if (frozen === true) await api("POST", `/v1/operator/partners/${String(partner)}/release`, {}, "operator");
  }

  async function leaveReminders(): Promise<void> {
    const email = newAddress();
    const { id } = await invite(email);
    await local.advance("P3D");
    const way = mailsTo(email)[1]?.links.find((address) => address.includes("/u/")) ?? "";
    expect((await fetch(way)).status).toBe(200);
    const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
    expect((await fetch(way, { method: "POST", body })).status).toBe(200);
    await local.advance("P5D");
    expect(mailsTo(email)).toHaveLength(2);
    await cancel(id);
  }

  const published = (id: string): number =>
    local.events.filter(({ detail }) => JSON.stringify(detail).includes(id)).length;

  /** An invitation of whose two events the bus refuses one. */
  async function inviteRefused(): Promise<string> {
    // What an earlier scene left on its way must not meet the fault instead.
    await local.idle();
    local.parts.faults.add({
      ...{ service: "eventbridge", operation: "PutEvents", error: "MalformedDetail", entry: 0, times: 1 },
    });
    const { id } = await invite(newAddress(), "self");
    expect(published(id)).toBe(1);
    return id;
  }
  async function republish(): Promise<void> {
    const id = await inviteRefused();
    const body = JSON.stringify({ queue: "poison" });
    const redriven = await fetch(`${local.url}/_local/redrive`, { method: "POST", body });
    expect(await redriven.json()).toEqual({ moved: 1 });
    await local.idle();
    expect(published(id)).toBe(2);
    await cancel(id);
  }
  async function waitForSchedule(): Promise<void> {
    const id = await inviteRefused();
    await local.advance("PT5M");
    expect(published(id)).toBe(2);
    // What was published is forgotten, so that the next run does not publish it again.
    await local.advance("PT5M");
    expect(published(id)).toBe(2);
    await cancel(id);
  }

  async function letPortalDecide(): Promise<void> {
    await setPolicy({ preset: "default", externalPortals: { rapport: "https://portal.example" } });
    try {
      const { current } = await get("/v1/operator/portals/rapport/secret", "operator");
      const signer = new Webhook(String(current));
      const { id, link } = await invite(newAddress(), "self");
      const token = new URL(link).pathname.replace("/i/", "");
      const send = async (path: string, text: string, method: string): Promise<Json> => {
        const at = new Date(local.parts.clock.now());
        const message = `msg_${++customers}`;
        const signature = signer.sign(message, at, text);
        const time = String(Math.floor(+at / 1000));
        const headers = { "webhook-id": message, "webhook-timestamp": time, "webhook-signature": signature };
        const response = await fetch(local.url + path, { method, headers, ...(method === "POST" && { body: text }) });
        expect(response.status, await response.clone().text()).toBe(200);
        return (await response.json()) as Json;
      };
      const { offer, agreement } = await send(`/v1/callbacks/offer?link=${token}`, token, "GET");
      const { version, hash } = agreement as Json;
      const said = { link: token, offer, decision: "accept", granted: [], agreement: { version, hash } };
      const body = JSON.stringify({ ...said, by: { name: "Ada", email: newAddress() } });
      const decided = await send("/v1/callbacks/acceptance", body, "POST");
      expect(decided).toMatchObject({ id, status: "accepted" });
      // Under an id of its own it is no repeated message but a repeated decision, which looks at the partner again.
      expect(await send("/v1/callbacks/acceptance", body, "POST")).toEqual(decided);
    } finally {
      await setPolicy({ preset: "default" });
    }
  }

  async function inviteMany(): Promise<void> {
    const items = [1, 2].map(() => ({ customer: { email: newAddress() }, send: "email" }));
    const post = async (body: object): Promise<Json[]> =>
      (await api("POST", "/v1/invitations/batch", body))["results"] as Json[];
    await setPolicy({ preset: "default", quotas: { openInvitations: 1 } });
    try {
      expect((await post({ dryRun: true, items })).at(-1)).toMatchObject({ status: 429 });
    } finally {
      await setPolicy({ preset: "default" });
    }
    const ids = (await post({ items })).map(({ id }) => String(id));
    for (const id of ids) {
      expect(await get(`/v1/invitations/${id}/preview?locale=it`)).toMatchObject({
        mailto: expect.any(String) as string,
      });
      expect(await get(`/v1/invitations/${id}/reminders`)).toMatchObject({ stopped: null });
      await cancel(id);
    }
  }

  /** A sandbox partner reaches its own users and nobody else, also where the operator recovers its customer. */
  async function tryOut(): Promise<void> {
    const { name: partner } = sandboxPartner;
    const [email, other] = [newAddress(), newAddress()];
    for (const user of [email, other]) await api("POST", "/v1/users", { email: user, role: "sales" }, "admin", partner);
    const { customerId } = await acceptByMail(email, "reseller", { decision: "accept-none" }, partner);
    const items = [{ customer: { email: other }, send: "self" }];
    const { results } = await api("POST", "/v1/invitations/batch", { items }, "admin", partner);
    expect(results).toMatchObject([{ status: 201 }]);
    const named = { email: other, reason: "Nobody answers." };
    await api("POST", `/v1/operator/customers/${customerId}/administrators`, named, "operator");
    expect(await get(`/v1/operator/customers/${customerId}`, "operator")).toMatchObject({
      recovery: { status: "waiting" },
    });
  }

  async function setPolicy(policy: object): Promise<void> {
    const response = await fetch(`${local.url}/_local/policy`, { method: "POST", body: JSON.stringify(policy) });
    expect(response.status, await response.text()).toBe(200);
  }

  /** The portal of who is signed in: its pages, and its forms. */
  async function portalOf(email: string) {
    await fetch(`${local.url}/portal/sign-in`, { method: "POST", body: new URLSearchParams({ email }) });
    await local.idle();
    const way =
      mailsTo(email)
        .at(-1)
        ?.links.find((address) => address.includes("/portal/sign-in/")) ?? "";
    expect((await fetch(way)).status).toBe(200);
    const opened = await fetch(way, { method: "POST", redirect: "manual" });
    expect(opened.status, await opened.text()).toBe(303);
    const cookie = opened.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const read = async (path: string): Promise<string> => {
      const response = await fetch(local.url + path, { headers: { cookie } });
      const text = await response.text();
      expect(response.status, text).toBe(200);
      return text;
    };
    const csrf = /name="csrf" value="([^"]+)"/.exec(await read("/portal"))?.[1] ?? "";
    const act = async (path: string, form: Record<string, string> = {}): Promise<void> => {
      const body = new URLSearchParams({ csrf, ...form });
      const response = await fetch(local.url + path, { method: "POST", redirect: "manual", headers: { cookie }, body });
      expect(response.status, `${path}: ${await response.text()}`).toBe(303);
    };
    return { read, act };
  }

  async function actInPortal(): Promise<void> {
    const email = newAddress();
    const { customerId } = await acceptByMail(email, "reseller", {
      ...{ decision: "accept", permission: "directory.admin" },
    });
    const { read, act } = await portalOf(email);
    const { id: partner } = await get("/v1/partner", "admin");
    const customer = `/portal/customers/${customerId}`;
    await act(`${customer}/senders/${String(partner)}`, { standing: "blocked" });
    await act(`${customer}/senders/${String(partner)}`, { standing: "neither" });
    await act(`${customer}/name`, { name: "Adatum" });
    const relationship = /relationships\/(rel_\w{26})/.exec(await read("/portal"))?.[1] ?? "";
    await read(`/portal/relationships/${relationship}`);
    await act(`/portal/relationships/${relationship}/remove`);
    // Whoever ends a relationship ends the open request for its permissions too.
    const { id } = await api("POST", "/v1/invitations", {
      customer: { email },
      permissions: ["users.admin"],
      send: "email",
    });
    await act(`/portal/relationships/${relationship}/end`);
    expect(await get(`/v1/invitations/${String(id)}`)).toMatchObject({ status: "cancelled" });
    await act("/portal/sign-out");
  }

  /** Names another administrator, who confirms; both hear what the other does, and one is removed. */
  async function shareCustomer(): Promise<void> {
    const email = newAddress();
    const { customerId } = await acceptByMail(email, "reseller", {
      ...{ decision: "accept", permission: "directory.admin" },
    });
    const added = email.replace("ada@", "bob@");
    const { read, act } = await portalOf(email);
    const administrators = `/portal/customers/${customerId}/administrators`;
    await act(administrators, { email: added });
    await local.idle();
    const way = mailsTo(added)[0]?.links.find((address) => address.includes("/confirm/")) ?? "";
    expect((await fetch(way)).status).toBe(200);
    expect((await fetch(way, { method: "POST", body: new URLSearchParams() })).status).toBe(200);
    await local.idle();
    expect(mailsTo(email).map(({ subject }) => subject)).toContainEqual(expect.stringContaining(added));
    const ids = [...(await read(administrators)).matchAll(/administrators\/([\w-]+)/g)].map(([, id]) => id ?? "");
    const pages = await Promise.all(ids.map((id) => read(`${administrators}/${id}`)));
    await act(`${administrators}/${ids[pages.findIndex((page) => page.includes(added))]}`);
    await local.idle();
    expect(mailsTo(added).length).toBe(3);
  }

  /** The operator names an administrator for a customer whose only one says that this must not be. */
  async function stopRecovery(): Promise<void> {
    const email = newAddress();
    const { customerId } = await acceptByMail(email, "reseller", { decision: "accept-none" });
    const path = `/v1/operator/customers/${customerId}`;
    expect(await get(`/v1/operator/customers?q=${customerId}`, "operator")).toMatchObject({
      items: [{ id: customerId }],
    });
    const changed = await api("PATCH", path, { externalId: customerId }, "operator");
    expect(changed).toMatchObject({ externalId: customerId });
    const named = { email: email.replace("ada@", "mallory@"), reason: "Nobody answers." };
    await api("POST", `${path}/administrators`, named, "operator");
    await local.idle();
    const mail = mailsTo(email).find(({ links }) => links.some((address) => address.includes("/stop/")));
    const way = mail?.links.find((address) => address.includes("/stop/")) ?? "";
    expect((await fetch(way)).status).toBe(200);
    expect((await fetch(way, { method: "POST", body: new URLSearchParams() })).status).toBe(200);
    expect(await get(path, "operator")).toMatchObject({ recovery: { status: "stopped" } });
  }

  async function lookAround(): Promise<void> {
    expect((await fetch(`${local.url}/v1/health`)).status).toBe(200);
  }

  return [
    { name: "the operator registers a partner, freezes and releases it", play: registerPartner },
    { name: "a partner keeps a template and drops it", play: keepTemplates },
    { name: "a partner lets somebody in, and out again", play: letInAndOut },
    { name: "an invitation is mailed, listed and cancelled", play: mailAndCancel },
    { name: "a customer proves the mailbox and accepts", play: acceptWithCode },
    { name: "a reminder that SES refuses at first goes out later", play: remindWhenRefusedAtFirst },
    { name: "an address that bounced is left alone, and its invitation expires", play: silenceAndExpire },
    { name: "the operator recovers a customer, and its administrator stops that", play: stopRecovery },
    { name: "an administrator's mailbox is gone, and with it what was asked of it", play: loseAdministrator },
    { name: "somebody says that a code was not for them", play: disownCode },
    { name: "a customer leaves a partner's reminders", play: leaveReminders },
    { name: "an event that the bus refused is published again", play: republish },
    { name: "an event that the bus refused is published again by schedule", play: waitForSchedule },
    { name: "an external portal reads an offer and reports a yes", play: letPortalDecide },
    { name: "many are invited at once, and their mails looked at", play: inviteMany },
    { name: "a sandbox partner tries requests with its own users", play: tryOut },
    { name: "a customer signs in, takes permissions back, and says who may ask", play: actInPortal },
    { name: "an administrator adds another, who confirms, and removes it", play: shareCustomer },
    { name: "somebody asks how it is", play: lookAround },
  ];
};
