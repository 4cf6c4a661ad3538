import { expect, it } from "vitest";
import { idIn } from "../../infra/local/actors/caller.ts";
import { newAddress } from "../../infra/local/actors/partner.ts";
import { succeeded } from "../../infra/local/actors/answers.ts";
import { raiseStack } from "../support/stack/stack.ts";

const stack = raiseStack();

it("a job invites many customers, another cancels what a filter fits, and both are told on the bus", async () => {
  const partner = stack().partner();
  const emails = [newAddress(), newAddress()];
  const id = idIn(await partner.createJob({ action: "invite", with: { send: "email", tags: ["campaign"] } }));
  const rows = [...emails.map((email) => ({ customer: { email } })), { customer: { email: "=nobody" } }];
  succeeded(await partner.putJobRows(id, 1, rows));
  expect((await partner.startJob(id)).status).toBe(202);
  await stack().local.idle();
  expect((await partner.job(id)).json).toMatchObject({
    ...{ status: "done", total: 3, done: 3, counts: { ok: 2, unchanged: 0, refused: 1 } },
  });
  expect(stack().local.mails.filter(({ to }) => emails.some((email) => to.includes(email)))).toHaveLength(2);
  const { items } = (await partner.jobResults(id, { limit: 100 })).json as { items: Record<string, unknown>[] };
  expect(items.map(({ row, result }) => [row, result])).toEqual([
    [1, "ok"],
    [2, "ok"],
    [3, "refused"],
  ]);
  expect(items[2]).toMatchObject({ id: null, problem: { status: 422, type: "/problems/validation" } });
  const file = await partner.jobFile(id);
  expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(file.text.split("\r\n")[0]).toBe("row,result,id,problem,detail,faults");
  expect(file.text).toContain("3,refused,,validation,");

  const cancelling = idIn(await partner.createJob({ action: "cancel", filter: { tag: "campaign" } }));
  await stack().local.idle();
  expect((await partner.job(cancelling)).json).toMatchObject({ status: "done", total: 2, counts: { ok: 2 } });
  expect((await partner.jobs({ limit: 2 })).json["items"]).toMatchObject([{ id: cancelling }, { id }]);
  const told = stack().local.events.filter(({ detail }) => JSON.stringify(detail).includes(`"aggregate":"${id}"`));
  expect(told.map(({ detailType }) => detailType)).toEqual(["JobStarted", "JobFinished"]);
  expect(JSON.stringify(told)).not.toContain("@");
});

it("a body that an action cannot use is refused with each fault, and a second running job by name", async () => {
  const partner = stack().partner();
  const faultsOf = async (body: object) =>
    ((await partner.createJob(body)).json["errors"] as { pointer: string }[]).map(({ pointer }) => pointer);
  expect(await faultsOf({ action: "renew" })).toEqual(["/ids"]);
  expect(await faultsOf({ action: "resend", filter: {} })).toEqual(["/filter"]);
  expect(await faultsOf({ action: "invite", filter: { status: ["draft"] } })).toEqual(["/action"]);
  expect(await faultsOf({ action: "cancel", filter: { tag: "x" }, with: { rotate: true } })).toEqual(["/with/rotate"]);
  expect(await faultsOf({ action: "cancel", ids: ["inv_1"] })).toEqual(["/ids/0"]);
  const empty = idIn(await partner.createJob({ action: "invite" }));
  expect((await partner.startJob(empty)).json).toMatchObject({ type: "/problems/nothing-asked" });
  expect((await stack().partner("contoso-partner", "sales").cancelJob(empty)).status).toBe(403);
});
