import { expect, it } from "vitest";
import { heartbeatKey } from "../../../shared/table/heartbeat.ts";
import { createInvitation } from "../../support/stack/mailed.ts";
import { raiseStack } from "../../support/stack/stack.ts";

const stack = raiseStack();

const ringing = (): readonly string[] =>
  stack()
    .local.parts.alarms.states.filter(({ state }) => state === "ALARM")
    .map(({ name }) => name);

it("heartbeats pass through the outbox repeatedly as one item, and reach no subscriber", async () => {
  const before = stack().published().length;
  await stack().local.advance("PT31M");
  expect((await stack().scan()).filter(({ PK }) => PK === heartbeatKey().PK)).toMatchObject([{ entity: "heartbeat" }]);
  expect(stack().published()).toHaveLength(before);
  expect(ringing()).toEqual([]);
});

it("15 minutes without a heartbeat raise an alarm, and the next heartbeat clears it", async () => {
  const call = { service: "dynamodb", operation: "PutItem", caller: "publish-events" };
  await stack().control.call("POST", "faults", { ...call, error: "InternalServerError", times: 100 });
  await stack().local.advance("PT20M");
  expect(ringing()).toContain("outbox-heartbeat-silent");
  stack().local.parts.faults.clear();
  await stack().local.advance("PT10M");
  expect(ringing()).not.toContain("outbox-heartbeat-silent");
});

it("an alarm is raised before the SES quota is used up", async () => {
  await stack().control.call("POST", "ses", { daily: 10 });
  await stack().local.advance("PT20M");
  expect(ringing()).not.toContain("mail-quota");
  for (let nth = 0; nth < 8; nth++) await createInvitation(stack());
  await stack().local.advance("PT20M");
  expect(ringing()).toContain("mail-quota");
});
