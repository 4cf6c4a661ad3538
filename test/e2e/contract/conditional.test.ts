import { describe, expect, it } from "vitest";
import { actorsOn, type Actors } from "../../../infra/local/actors/actors.ts";
import { succeeded } from "../../../infra/local/actors/answers.ts";
import { idIn } from "../../../infra/local/actors/caller.ts";
import { contoso, raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack();
const actors = (): Actors => actorsOn(stack().local.url);

const read = async (id: string, etag = "") => {
  const headers: Record<string, string> = etag === "" ? {} : { "if-none-match": etag };
  const answer = await stack().ask(contoso, "GET", `/v1/invitations/${id}`, { headers });
  const { status, text } = answer;
  const shown = text === "" ? null : answer.json;
  return { status, shown, etag: answer.headers.get("etag") ?? "", cache: answer.headers.get("cache-control") };
};

describe("a client that polls an invitation by its ETag", () => {
  it("sees a bounce and changed notes, and gets 304 while nothing has changed", async () => {
    const { partner } = actors();
    const email = "bounce@simulator.amazonses.com";
    // Or the mail might be gone before the first reading.
    await stack().control.call("POST", "faults", {
      service: "ses",
      operation: "SendRawEmail",
      error: "Throttling",
      times: 1,
    });
    const id = idIn(await partner().create({ customer: { email }, send: "email" }));
    const queued = await read(id);
    expect(queued).toMatchObject({ shown: { delivery: { status: "queued" } }, cache: "private, no-cache" });
    await stack().local.advance("PT2M");
    const bounced = await read(id, queued.etag);
    expect(bounced).toMatchObject({ status: 200, shown: { delivery: { status: "bounced" } } });
    expect(await read(id, bounced.etag)).toMatchObject({
      status: 304,
      shown: null,
      etag: bounced.etag,
      cache: "private, no-cache",
    });
    succeeded(await partner().note(id, { tags: ["call"] }));
    expect(await read(id, bounced.etag)).toMatchObject({ status: 200, shown: { tags: ["call"] } });
  });
});
