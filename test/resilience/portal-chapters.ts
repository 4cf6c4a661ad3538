import { expect } from "vitest";
import type { Answer } from "../../infra/local/actors/answers.ts";
import { mailsTo } from "../support/stack/mailed.ts";
import { cookieOf } from "../../infra/local/actors/administrator.ts";
import { contoso, type Stack } from "../support/stack/stack.ts";
import type { Chapter } from "./chapters.ts";

/** What a customer's administrator does in the portal, who tries again what was answered with a failure, as people do. */
export function portalChaptersOn(stack: () => Stack): readonly Chapter[] {
  async function ask(
    method: string,
    path: string,
    cookie: string | null,
    form: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    for (let left = 8; ; left--) {
      const headers: Record<string, string> = cookie === null ? {} : { cookie };
      const body = method === "POST" ? { body: new URLSearchParams(form) } : {};
      const answer = await stack().ask(null, method, path, { headers, ...body });
      if (answer.status < 500 || left === 0) return answer;
    }
  }

  /** Signs in, however often: a link that was used up by a request whose answer got lost is asked for again. */
  async function signIn(email: string): Promise<string> {
    for (let left = 8; left > 0; left--) {
      await ask("POST", "/portal/sign-in", null, { email });
      await stack().local.idle();
      const links = mailsTo(stack(), email).at(-1)?.links ?? [];
      const link = links.find((address) => address.includes("/portal/sign-in/"));
      const opened = link === undefined ? null : await ask("POST", new URL(link).pathname, null);
      if (opened?.status === 303) return cookieOf(opened);
      // The mail may wait for its next try, and five links an hour are all that there are.
      await stack().local.advance("PT20M");
    }
    throw new Error(`${email} cannot sign in.`);
  }

  return [
    {
      name: "a customer signs in, takes permissions back and ends the relationship",
      begin: async () => {
        const { email, relationshipId: id, id: invitationId, customerId } = await stack().partner().connect();
        const { json } = await stack().ask(contoso, "GET", "/v1/partner");
        const act = async () => {
          const cookie = await signIn(email);
          const csrf = /name="csrf" value="([^"]+)"/.exec((await ask("GET", "/portal", cookie)).text)?.[1] ?? "";
          const post = async (path: string, form: Readonly<Record<string, string>> = {}): Promise<void> => {
            const answer = await ask("POST", path, cookie, { csrf, ...form });
            // An address whose answer was lost is an administrator already when it is added again.
            const expected = path.endsWith("/administrators") ? [303, 422] : [303];
            expect(expected, `${path}: ${answer.text}`).toContain(answer.status);
          };
          const customer = `/portal/customers/${customerId}`;
          await post(`${customer}/senders/${String(json["id"])}`, { standing: "blocked" });
          await post(`${customer}/name`, { name: "Contoso Ltd" });
          await post(`${customer}/administrators`, { email: email.replace("it@", "colleague@") });
          await post(`/portal/relationships/${id}/remove`);
          await post(`/portal/relationships/${id}/end`);
          await post("/portal/sign-out-everywhere");
          expect((await ask("GET", `/portal/relationships/${id}`, cookie)).status).toBe(303);
        };
        return { act, ending: { id: invitationId, body: { status: "accepted" } } };
      },
    },
  ];
}
