import { expect } from "vitest";
import { fillIn } from "../../infra/local/actors/pages.ts";
import type { Answer } from "../../infra/local/actors/answers.ts";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { linkIn, mailsTo } from "../support/stack/mailed.ts";
import type { Who } from "../../infra/local/actors/control.ts";
import { contoso, type Asking, type Stack } from "../support/stack/stack.ts";

let requests = 0;

/** What partners and customers do, each of whom repeats what was answered with a failure, as callers do. */
export function callersOf(stack: () => Stack) {
  /** The same request, with the same Idempotency-Key, until somebody answers it. */
  async function ask(who: Who | null, method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { "idempotency-key": `key-${++requests}` };
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
    let status = 500;
    while (status >= 500 || status === 412) {
      const { headers } = await ask(contoso, "GET", path);
      const asking = { body, headers: { "if-match": headers.get("etag") ?? "" } };
      ({ status } = await stack().ask(contoso, "PATCH", path, asking));
    }
    expect(status).toBe(200);
  }

  async function create(more: object): Promise<{ id: string; email: string; link: string }> {
    const email = newAddress();
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
    const page = await ask(null, "GET", link);
    await ask(null, "POST", `${link}/decision`, fillIn(page.text, page.url, "/decision", typed)?.fields);
  }
  /** The code from the newest mail, however long that takes; one that died on its way is asked for again. */
  async function codeFor(link: string, email: string): Promise<string> {
    const found = () => /\b\d{8}\b/.exec(mailsTo(stack(), email).at(-1)?.text ?? "")?.[0];
    for (let left = 10; left > 0; left--) {
      await ask(null, "POST", `${link}/code`);
      await stack().local.idle();
      if (found() === undefined) await stack().local.advance("PT15M");
      const code = found();
      if (code !== undefined) return code;
      await stack().local.advance("P1D");
    }
    throw new Error(`No code came to ${email}.`);
  }

  return { ask, post, edit, create, mailed, answer, codeFor };
}
