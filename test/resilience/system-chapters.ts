import { expect } from "vitest";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { signedHeaders } from "../support/pages/portal.ts";
import type { Answer } from "../../infra/local/actors/answers.ts";
import type { Stack } from "../support/stack/stack.ts";
import { callersOf } from "./callers.ts";
import type { Chapter } from "./chapters.ts";

/** What other systems do: a partner's own, and an acceptance portal. */
export function systemChaptersOn(stack: () => Stack): readonly Chapter[] {
  const { ask, post, create } = callersOf(stack);

  /** A signed message of the portal, again under the same id until somebody answers it. */
  async function say(method: string, path: string, body: string): Promise<Answer> {
    const headers = signedHeaders(body, stack().masterKey, { at: stack().local.parts.clock.now() });
    for (let left = 8; ; left--) {
      const answer = await stack().ask(null, method, path, { headers, ...(method === "POST" && { body }) });
      if (answer.status < 500 || left === 0) {
        expect(answer.status, answer.text).toBe(200);
        return answer;
      }
    }
  }

  return [
    {
      name: "many are invited at once, and rows that failed are sent again",
      part: "partners",
      about: /serve-batch$/,
      begin: async () => {
        const scene = { id: "", body: { status: "pending" } };
        const items = [1, 2, 3]
          .map(() => newAddress())
          .map((email) => ({ key: email, customer: { email }, send: "self" }));
        const act = async () => {
          for (let left = 8; left > 0; left--) {
            const { json } = await post("/v1/invitations/batch", { items });
            const results = json["results"] as readonly { readonly status: number; readonly id?: string }[];
            scene.id = results[0]?.id ?? "";
            if (results.every(({ status }) => status === 201)) return;
          }
        };
        return { act, ending: scene };
      },
    },
    {
      name: "a partner looks at a mail and its reminders before they go",
      part: "partners",
      about: /serve-previews$/,
      begin: async () => {
        const { id } = await create({});
        const act = async () => {
          for (const what of ["preview?locale=de", "reminders"]) {
            await ask({ partner: "contoso-partner", role: "auditor" }, "GET", `/v1/invitations/${id}/${what}`);
          }
        };
        return { act, ending: { id, body: { status: "draft" } } };
      },
    },
    {
      name: "an external portal reports a yes",
      part: "customers",
      about: /receive-callback$/,
      begin: async () => {
        await stack().control.call("POST", "policy", {
          ...{ preset: "default", externalPortals: { rapport: "https://portal.example" } },
          quotas: { perAddressPerDay: 1_000 },
        });
        const { id, link } = await create({ send: "self" });
        const token = link.replace("/i/", "");
        const act = async () => {
          const { json } = await say("GET", `/v1/callbacks/offer?link=${token}`, token);
          const { version, hash } = json["agreement"] as { readonly version: string; readonly hash: string };
          const said = { link: token, offer: json["offer"], decision: "accept", granted: [] };
          const by = { name: "Ada", email: newAddress() };
          await say("POST", "/v1/callbacks/acceptance", JSON.stringify({ ...said, by, agreement: { version, hash } }));
        };
        return { act, ending: { id, body: { status: "accepted" } } };
      },
    },
  ];
}
