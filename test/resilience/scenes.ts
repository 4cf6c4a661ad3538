import { expect } from "vitest";
import type { LocalStack } from "../../infra/local/stack.ts";

/** A part of the journey that stands for itself: it brings its own customer, and may be played again at any time. */
export interface Scene {
  readonly name: string;
  /** Rejects when anything is not as it should be. */
  readonly play: () => Promise<void>;
}

type Json = Record<string, unknown>;

/** The partner of every scene, one of those that the local stack can register. */
export const scenePartner = { name: "contoso-partner", displayName: "Contoso", cloud: "public", locale: "en" };

/** Everything that happens in Rapport, so that every function does everything that it does. */
export const scenesOn = (local: LocalStack): readonly Scene[] => {
  let customers = 0;
  const newAddress = (): string => `ada@customer-${++customers}.example`;

  async function api(method: string, path: string, body?: object, role = "sales"): Promise<Json> {
    const token = await local.token(role === "operator" ? { role } : { partner: scenePartner.name, role });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(local.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    expect(response.ok, `${method} ${path}: ${response.status} ${text}`).toBe(true);
    return JSON.parse(text) as Json;
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
    const partner = { displayName: "Fabrikam", kind: "direct-reseller", cloud: "public" };
    const { id } = await api("POST", "/v1/operator/partners", partner, "operator");
    expect(await get(`/v1/operator/partners/${String(id)}`, "operator")).toMatchObject(partner);
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
  }

  async function acceptWithCode(): Promise<void> {
    const email = newAddress();
    const { id, link } = await invite(email, "self");
    const page = await (await fetch(link)).text();
    await post(`${link}/code`, {});
    await local.idle();
    const code = /\b\d{6}\b/.exec(mailsTo(email)[0]?.text ?? "")?.[0] ?? "";
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
  }

  async function republish(): Promise<void> {
    const published = () => local.events.filter(({ detail }) => JSON.stringify(detail).includes(id)).length;
    local.parts.faults.add({ service: "eventbridge", operation: "PutEvents", error: "Internal", entry: 0, times: 3 });
    const { id } = await invite(newAddress(), "self");
    expect(published()).toBe(1);
    const body = JSON.stringify({ queue: "poison" });
    const redriven = await fetch(`${local.url}/_local/redrive`, { method: "POST", body });
    expect(await redriven.json()).toEqual({ moved: 1 });
    await local.idle();
    expect(published()).toBe(2);
    await cancel(id);
  }

  async function lookAround(): Promise<void> {
    expect((await fetch(`${local.url}/v1/health`)).status).toBe(200);
  }

  return [
    { name: "the operator registers a partner", play: registerPartner },
    { name: "an invitation is mailed, listed and cancelled", play: mailAndCancel },
    { name: "a customer proves the mailbox and accepts", play: acceptWithCode },
    { name: "a reminder that SES refuses at first goes out later", play: remindWhenRefusedAtFirst },
    { name: "an address that bounced is left alone, and its invitation expires", play: silenceAndExpire },
    { name: "an event that the bus refused is published again", play: republish },
    { name: "somebody asks how it is", play: lookAround },
  ];
};
