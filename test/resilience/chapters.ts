import { expect } from "vitest";
import { formIn, type Answer, type Asking } from "../support/http.ts";
import { anAddress, linkIn, mailsTo, yes } from "../support/mailed.ts";
import { contoso, type Stack, type Who } from "../support/stack.ts";

/** What has begun and is about to go on, when something goes wrong. */
export interface Scene {
  readonly act: () => Promise<unknown>;
  /** How the invitation reads when all is over. */
  readonly ending?: { readonly id: string; readonly body: object };
}

/** A part of the story: begins undisturbed, and then goes on under a fault. */
export interface Chapter {
  readonly name: string;
  readonly begin: () => Promise<Scene>;
}

let keys = 0;
let partners = 0;

/** What partners, customers and the clock do, each of whom repeats what was answered with a failure, as callers do. */
export function chaptersOn(stack: () => Stack): readonly Chapter[] {
  /** The same request, with the same Idempotency-Key, until somebody answers it. */
  async function ask(who: Who | null, method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { "idempotency-key": `key-${++keys}` };
    const asking: Asking = { headers, ...(body !== undefined && { body }) };
    for (let left = 8; ; left--) {
      const answer = await stack().ask(who, method, path, asking);
      if (answer.status < 500 || left === 0) {
        expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(400);
        return answer;
      }
    }
  }
  const post = (path: string, body: object = {}) => ask(contoso, "POST", path, body);

  /** On what is read now: an edit whose answer was lost has made the tag stale that it came with. */
  async function edit(path: string, body: object): Promise<void> {
    for (let status = 500; status >= 500 || status === 412; ) {
      const { headers } = await ask(contoso, "GET", path);
      const asking = { body, headers: { "if-match": headers.get("etag") ?? "" } };
      ({ status } = await stack().ask(contoso, "PATCH", path, asking));
    }
  }

  async function create(more: object): Promise<{ id: string; email: string; link: string }> {
    const email = anAddress();
    const { json } = await post("/v1/invitations", { customer: { email }, reminders: [], ...more });
    const { draft } = json as { draft?: { link: string } };
    return { id: String(json["id"]), email, link: draft ? new URL(draft.link).pathname : "" };
  }
  async function mailed(more: object = {}): Promise<{ id: string; email: string; link: string }> {
    const created = await create({ send: "email", ...more });
    await stack().local.idle();
    return { ...created, link: linkIn(mailsTo(stack(), created.email)[0]!) };
  }
  async function answer(link: string, typed: Readonly<Record<string, string>>): Promise<void> {
    const form = formIn((await ask(null, "GET", link)).text);
    for (const [field, value] of Object.entries(typed)) form.set(field, value);
    await ask(null, "POST", `${link}/decision`, form);
  }
  /** The code from the newest mail, however long that takes; one that died on its way is asked for again. */
  async function codeFor(link: string, email: string): Promise<string> {
    for (let left = 10; left > 0; left--) {
      await ask(null, "POST", `${link}/code`);
      await stack().local.advance("PT15M");
      const code = /\b\d{6}\b/.exec(mailsTo(stack(), email).at(-1)?.text ?? "")?.[0];
      if (code !== undefined) return code;
      await stack().local.advance("P1D");
    }
    throw new Error(`No code came to ${email}.`);
  }

  return [
    {
      name: "a partner is registered",
      begin: async () => {
        const partner = { displayName: `Fabrikam ${++partners}`, kind: "direct-reseller", cloud: "public" };
        const act = async () => {
          const { json } = await ask({ role: "operator" }, "POST", "/v1/operator/partners", partner);
          await ask({ role: "operator" }, "GET", `/v1/operator/partners/${String(json["id"])}`);
        };
        return { act };
      },
    },
    {
      name: "an invitation is written, edited, annotated and mailed",
      begin: async () => {
        const scene = { id: "", body: { status: "pending", reference: "42", delivery: { status: "delivered" } } };
        const act = async () => {
          const { id } = await create({});
          scene.id = id;
          await edit(`/v1/invitations/${id}`, { expiresIn: "P20D" });
          await ask(contoso, "PATCH", `/v1/invitations/${id}/notes`, { reference: "42" });
          await post(`/v1/invitations/${id}/send`, { mode: "email" });
          await stack().local.idle();
          for (const path of [`/${id}`, `/${id}/history`, "?limit=5"]) await ask(contoso, "GET", `/v1/invitations${path}`);
        };
        return { act, ending: scene };
      },
    },
    {
      name: "a customer proves the mailbox and accepts",
      begin: async () => {
        const { id, email, link } = await create({ send: "self" });
        const act = async () => {
          await ask(null, "POST", `${link}/seen`);
          await answer(link, { ...yes, code: await codeFor(link, email) });
          const { json } = await ask(contoso, "GET", "/v1/customers");
          const [customer] = json["items"] as readonly { readonly id: string }[];
          await ask(contoso, "GET", `/v1/customers/${customer?.id}`);
        };
        return { act, ending: { id, body: { status: "accepted" } } };
      },
    },
    {
      name: "a customer declines",
      begin: async () => {
        const { id, link } = await mailed();
        return { act: () => answer(link, { decision: "decline" }), ending: { id, body: { status: "declined" } } };
      },
    },
    {
      name: "a partner cancels",
      begin: async () => {
        const { id } = await mailed();
        return { act: () => post(`/v1/invitations/${id}/cancel`), ending: { id, body: { status: "cancelled" } } };
      },
    },
    {
      name: "a reminder comes due",
      begin: async () => {
        const { id } = await mailed({ reminders: ["P3D"] });
        const body = { status: "pending", reminders: { sent: 1, nextAt: null } };
        return { act: () => stack().local.advance("P3D"), ending: { id, body } };
      },
    },
    {
      name: "a reminder that SES refuses at first is given back and comes again",
      begin: async () => {
        const { id } = await mailed({ reminders: ["P3D"] });
        const act = async () => {
          stack().local.parts.faults.add({ service: "ses", operation: "SendRawEmail", error: "Throttling" });
          await stack().local.advance("P3D");
          await stack().local.advance("PT1H");
        };
        return { act, ending: { id, body: { status: "pending", reminders: { sent: 1, nextAt: null } } } };
      },
    },
    {
      name: "an address that bounced is left alone",
      begin: async () => {
        const email = `bounce+${++keys}@simulator.amazonses.com`;
        const { id } = await create({ send: "email", customer: { email }, reminders: ["P3D"] });
        const body = { status: "pending", delivery: { status: "bounced" }, reminders: { sent: 0, nextAt: null } };
        return { act: () => stack().local.advance("P3D"), ending: { id, body } };
      },
    },
    {
      name: "an event that the bus keeps refusing is set aside and published again",
      begin: async () => {
        const { parts } = stack().local;
        const poison = parts.queues.find(({ shortName }) => shortName === "poison")!;
        const act = async () => {
          const entry = { entry: 0, times: 3 };
          parts.faults.add({ service: "eventbridge", operation: "PutEvents", error: "InternalFailure", ...entry });
          await create({});
          await stack().local.advance("PT1H");
          for (let left = 5; poison.messages.length > 0 && left > 0; left--) {
            await stack().control("redrive", { queue: "poison" });
            await stack().local.advance("PT1H");
          }
        };
        return { act };
      },
    },
    {
      name: "an invitation expires",
      begin: async () => {
        const { id } = await mailed({ expiresIn: "P2D" });
        return { act: () => stack().local.advance("P2D"), ending: { id, body: { status: "expired" } } };
      },
    },
  ];
}
