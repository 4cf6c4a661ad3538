import * as z from "zod";
import { seededPartners } from "./seeds.ts";

/** What a partner asks of a customer, as the API takes it. */
export interface Request {
  readonly customer: { readonly email: string; readonly organization: string; readonly locale: string };
  readonly permissions: readonly string[];
  readonly expiresIn: string;
  /** Without it the invitation is a draft. */
  readonly send?: "email" | "self" | undefined;
}

const created = z.object({ id: z.string() });
const draft = z.object({ link: z.string() });
const mailbox = z.object({
  items: z.array(z.object({ text: z.string(), links: z.array(z.string()), headers: z.record(z.string(), z.string()) })),
});
const standing = z.object({ version: z.number(), status: z.string() });
const profile = z.object({ id: z.string(), frozen: z.boolean() });
const invitations = z.object({ items: z.array(z.object({ status: z.string() })), next: z.string().nullable() });

/** Partners and customers of a running stack, each acting as they would: by the API, the mailbox, and the pages. */
export class Cast {
  readonly partners = seededPartners;
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Lets virtual time pass; jobs run once a day. */
  async wait(duration: string): Promise<void> {
    await this.#control("clock", { advance: duration, step: "P1D" });
  }

  /** Waits until everything that was asked has had its consequences. */
  async settle(): Promise<void> {
    await this.#control("idle", {});
  }

  /** Answers the invitation's id. */
  async invite(partner: string, request: Request): Promise<string> {
    return created.parse(await this.#api(partner, "POST", "/v1/invitations", request)).id;
  }

  /** The partner does something to an invitation, by the last part of its path. */
  async act(partner: string, id: string, action: string, body: object): Promise<void> {
    await this.#api(partner, "POST", `/v1/invitations/${id}/${action}`, body);
  }

  /** The partner changes a draft as it stands. */
  async edit(partner: string, id: string, body: object): Promise<void> {
    const { version, status } = standing.parse(await this.#api(partner, "GET", `/v1/invitations/${id}`));
    await this.#api(partner, "PATCH", `/v1/invitations/${id}`, body, { "if-match": `"${version}-${status}"` });
  }

  /** The operator looks at a partner that was reported, and releases it where that has frozen it. */
  async release(partner: string): Promise<void> {
    const { id, frozen } = profile.parse(await this.#api(partner, "GET", "/v1/partner"));
    if (frozen) await this.#api(null, "POST", `/v1/operator/partners/${id}/release`, {});
  }

  /** The link that a partner hands over by itself. */
  async ownLink(partner: string, id: string): Promise<string> {
    return draft.parse(await this.#api(partner, "GET", `/v1/invitations/${id}/draft`)).link;
  }

  /** The link in the last mail to an address. */
  async linkTo(email: string): Promise<string> {
    const link = (await this.#lastMail(email)).links.find((address) => address.includes("/i/"));
    if (link === undefined) throw new Error(`The last mail to ${email} has no link.`);
    return link;
  }

  /** The customer looks at the page as a person does. */
  async see(link: string): Promise<void> {
    await this.#post(`${link}/seen`, {});
  }

  /** The customer opened an expired link. */
  async askForNewLink(link: string): Promise<void> {
    await this.#post(`${link}/new-link`, {});
  }

  /** The customer names a colleague who decides; `code` proves the mailbox. */
  async handOver(link: string, email: string, code: string): Promise<void> {
    await this.#post(`${link}/hand-over`, { email, code });
  }

  /** The customer's mail program unsubscribes with one click, as the last mail says. */
  async unsubscribe(email: string): Promise<void> {
    const [, url] = /<(https?:[^>]+)>/.exec((await this.#lastMail(email)).headers["list-unsubscribe"] ?? "") ?? [];
    if (url === undefined) throw new Error(`The last mail to ${email} has nothing to unsubscribe with.`);
    await this.#post(url, { "List-Unsubscribe": "One-Click" });
  }

  /** The customer asks for a code and reads it in the mail. */
  async codeFor(link: string, email: string): Promise<string> {
    await this.#post(`${link}/code`, {});
    await this.settle();
    const [code] = /\b\d{6}\b/.exec((await this.#lastMail(email)).text) ?? [];
    if (code === undefined) throw new Error(`The last mail to ${email} has no code.`);
    return code;
  }

  /** The customer fills in the form of the page and sends it. */
  async answer(link: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<void> {
    const page = await (await fetch(link)).text();
    const [, offer = ""] = /name="offer" value="([^"]+)"/.exec(page) ?? [];
    await this.#post(`${link}/decision`, { offer, name: "Ada Lovelace", title: "IT", agreement: "on", ...fields });
  }

  /** How many invitations of a partner stand in each state. */
  async count(partner: string): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (let cursor: string | null = ""; cursor !== null;) {
      const path: string = `/v1/invitations?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const { items, next } = invitations.parse(await this.#api(partner, "GET", path));
      for (const { status } of items) counts.set(status, (counts.get(status) ?? 0) + 1);
      cursor = next;
    }
    return counts;
  }

  async #lastMail(email: string): Promise<z.infer<typeof mailbox>["items"][number]> {
    const found = await fetch(`${this.#url}/_local/mail?to=${encodeURIComponent(email)}`);
    const mail = mailbox.parse(await found.json()).items.at(-1);
    if (mail === undefined) throw new Error(`There is no mail to ${email}.`);
    return mail;
  }

  async #post(url: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<void> {
    const body = new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
    );
    const response = await fetch(url, { method: "POST", body, redirect: "manual" });
    if (response.status < 400) return;
    const [, said = ""] = /role="alert"[^>]*>(.*?)<\/(?:div|section)>/s.exec(await response.text()) ?? [];
    throw new Error(
      `A post to ${new URL(url).pathname.split("/").at(-1)} was answered with ${response.status}: ${said.replaceAll(/<[^>]+>|\s+/g, " ")}`,
    );
  }

  async #control(call: string, body: object): Promise<unknown> {
    const response = await fetch(`${this.#url}/_local/${call}`, { method: "POST", body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${call} was answered with ${response.status}: ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  }

  /** By a sales person of the partner, or the operator when it is null. A token lives for an hour and the story for months, so every call has one of its own. */
  async #api(
    partner: string | null,
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const who = partner === null ? { role: "operator" } : { partner, role: "sales" };
    const { token } = z.object({ token: z.string() }).parse(await this.#control("token", who));
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} was answered with ${response.status}: ${await response.text()}`);
    return response.json();
  }
}
