import { mailsTo, yes } from "../support/stack/mailed.ts";
import { contoso, type Stack } from "../support/stack/stack.ts";
import { callersOf } from "./callers.ts";

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

let made = 0;

/** What partners, customers and the clock do, in parts that know nothing of each other. */
export function chaptersOn(stack: () => Stack): readonly Chapter[] {
  const { ask, post, edit, create, mailed, answer, codeFor } = callersOf(stack);
  return [
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
          for (const path of [`/${id}`, `/${id}/history`, "?limit=5"])
            await ask(contoso, "GET", `/v1/invitations${path}`);
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
      name: "a step is counted",
      begin: async () => {
        const { id, link } = await create({ send: "self" });
        return { act: () => ask(null, "POST", `${link}/seen`), ending: { id, body: { status: "pending" } } };
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
        const email = `bounce+${++made}@simulator.amazonses.com`;
        const { id } = await create({ send: "email", customer: { email }, reminders: ["P3D"] });
        const body = { status: "pending", delivery: { status: "bounced" }, reminders: { sent: 0, nextAt: null } };
        return { act: () => stack().local.advance("P3D"), ending: { id, body } };
      },
    },
    {
      name: "a code's mail bounces, and its partner hears of it",
      begin: async () => {
        // The addresses are one mailbox, to which only so many requests may go in a day.
        await stack().local.advance("P1D");
        const email = `bounce+${++made}@simulator.amazonses.com`;
        const { id, link } = await create({ send: "self", customer: { email } });
        const act = () => ask(null, "POST", `${link}/code`);
        return { act, ending: { id, body: { status: "pending", delivery: { status: "bounced" } } } };
      },
    },
    {
      name: "a notice's mail bounces, and only the address hears of it",
      begin: async () => {
        const notified = `late+${++made}@simulator.amazonses.com`;
        await edit("/v1/partner", { notifications: [notified] });
        await stack().local.idle();
        const way = mailsTo(stack(), notified)[0]?.links.find((address) => address.includes("/confirm/")) ?? "";
        await ask(null, "POST", new URL(way).pathname);
        const { id, link } = await mailed();
        const act = async () => {
          await answer(link, { decision: "decline" });
          await stack().local.idle();
          await stack().local.advance("P1DT1H");
        };
        return { act, ending: { id, body: { status: "declined" } } };
      },
    },
    {
      name: "a customer leaves a partner's reminders",
      begin: async () => {
        const { id, email } = await mailed({ reminders: ["P3D", "P5D"] });
        await stack().local.advance("P3D");
        const way = mailsTo(stack(), email)[1]?.links.find((address) => address.includes("/u/")) ?? "";
        const path = new URL(way).pathname;
        const act = async () => {
          await ask(null, "GET", path);
          await ask(null, "POST", path, new URLSearchParams({ "List-Unsubscribe": "One-Click" }));
          await stack().local.advance("P3D");
        };
        return { act, ending: { id, body: { status: "pending", reminders: { sent: 1 } } } };
      },
    },
    {
      name: "an event that the bus refuses is set aside and published again",
      begin: async () => {
        const { parts } = stack().local;
        const poison = parts.queues.find(({ shortName }) => shortName === "poison")!;
        const refusal = {
          service: "eventbridge",
          operation: "PutEvents",
          error: "MalformedDetail",
          entry: 0,
          times: 1,
        };
        const act = async () => {
          parts.faults.add(refusal);
          await create({ send: "self" });
          for (let left = 5; left > 0; left--) {
            await stack().local.advance("PT1H");
            if (poison.messages.length === 0) return;
          }
        };
        return { act };
      },
    },
    {
      name: "permissions are announced to end, and end",
      begin: async () => {
        const { id, link } = await mailed({ duration: "P9D" });
        await answer(link, yes);
        await stack().local.idle();
        const act = async () => {
          await stack().local.advance("P3D");
          await stack().local.advance("P7D");
        };
        return { act, ending: { id, body: { status: "accepted" } } };
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
