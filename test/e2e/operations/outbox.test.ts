import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { localAccessKey } from "../../../infra/local/aws-endpoint.ts";
import { eventsIn } from "../../support/audit/table.ts";
import { newAddress } from "../../../infra/local/actors/partner.ts";
import { createInvitation, mailsTo } from "../../support/stack/mailed.ts";
import { contoso, raiseStack } from "../../support/stack/stack.ts";
import { environmentNames } from "../../../shared/names.ts";
import { eventIdOf } from "../../../shared/events/envelope.ts";
import { eventKeys } from "../../../shared/events/stored-events.ts";
import { invitationKeys } from "../../../shared/invitation/items/keys.ts";

const stack = raiseStack();

const failEntry = (error: string, times: number) =>
  stack().control.call("POST", "faults", { service: "eventbridge", operation: "PutEvents", error, entry: 0, times });
const publishedIds = (): string[] =>
  stack()
    .published()
    .map(({ detail }) => (detail as { readonly metadata: { readonly eventId: string } }).metadata.eventId);
const itemAt = async ({ PK, SK }: { readonly PK: string; readonly SK: string }) =>
  (await stack().scan()).find((item) => item["PK"] === PK && item["SK"] === SK) ?? {};

/** What waits in the queue of events that could not be published; it stays there. */
async function poison(): Promise<unknown[]> {
  const { local } = stack();
  const credentials = { accessKeyId: localAccessKey, secretAccessKey: "local" };
  const client = new SQSClient({ endpoint: local.awsUrl, region: "eu-central-1", credentials });
  const publisher = local.parts.functions.find(({ shortName }) => shortName === "publish-events");
  const QueueUrl = publisher?.variables[environmentNames.poisonQueue];
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
  );
  client.destroy();
  return Messages.map(({ Body = "" }) => JSON.parse(Body) as unknown);
}

/** An invitation by mail of whose two events the bus did not take one, for good; that event's sequence number. */
async function inviteWithRefusal() {
  const email = newAddress();
  await failEntry("MalformedDetail", 1);
  const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
  await stack().local.idle();
  const missing = [1, 2].filter((sequence) => !publishedIds().includes(eventIdOf(id, sequence)));
  expect(missing).toHaveLength(1);
  expect(await poison()).toEqual([eventKeys.event(id, missing[0]!)]);
  return { email, eventId: eventIdOf(id, missing[0]!) };
}

describe("an event that the bus does not take beside others", () => {
  it("is tried again alone, and nothing else is repeated", async () => {
    await failEntry("InternalFailure", 1);
    const id = String((await createInvitation(stack())).json["id"]);
    await stack().local.idle();
    expect(
      publishedIds()
        .filter((eventId) => eventId.startsWith(`${id}:`))
        .toSorted(),
    ).toEqual([`${id}:1`, `${id}:2`]);
    expect(await poison()).toEqual([]);
  });

  it.each(["ThrottlingException", "InternalFailure"])(
    "for %s is tried again by the stream until it passes, and never set aside",
    async (error) => {
      const email = newAddress();
      await failEntry(error, 12);
      const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
      await stack().local.advance("PT5M");
      expect(await poison()).toEqual([]);
      const own = publishedIds().filter((eventId) => eventId.startsWith(`${id}:`));
      expect(new Set(own)).toEqual(new Set([`${id}:1`, `${id}:2`]));
      expect(mailsTo(stack(), email)).toHaveLength(1);
    },
  );

  it("for good is set aside by its key, and the schedule publishes it", async () => {
    const { email, eventId } = await inviteWithRefusal();
    await stack().local.advance("PT5M");
    expect(await poison()).toEqual([]);
    expect(publishedIds().filter((id) => id === eventId)).toHaveLength(1);
    expect(mailsTo(stack(), email)).toHaveLength(1);
  });

  it("for good is set aside by its key, and an operator has it published at once", async () => {
    const { email, eventId } = await inviteWithRefusal();
    await stack().control.call("POST", "redrive", { queue: "poison" });
    await stack().local.idle();
    expect(await poison()).toEqual([]);
    expect(publishedIds().filter((id) => id === eventId)).toHaveLength(1);
    expect(mailsTo(stack(), email)).toHaveLength(1);
  });
});

describe("while the bus does not answer at all", () => {
  it("events wait in order and are published later, each under the id it always had", async () => {
    const email = newAddress();
    const fault = { service: "eventbridge", operation: "PutEvents", error: "AccessDeniedException", times: 1000 };
    await stack().control.call("POST", "faults", fault);
    const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
    await stack().local.idle();
    expect(publishedIds().filter((eventId) => eventId.startsWith(id))).toEqual([]);
    stack().local.parts.faults.clear();
    await stack().local.advance("PT10M");
    const found = publishedIds().filter((eventId) => eventId.startsWith(`${id}:`));
    expect(new Set(found)).toEqual(new Set([`${id}:1`, `${id}:2`]));
    expect(mailsTo(stack(), email)).toHaveLength(1);
    expect(await poison()).toEqual([]);
  });

  it("for two days, everything is published by the schedule afterwards, without a hand", async () => {
    const email = newAddress();
    const fault = {
      service: "eventbridge",
      operation: "PutEvents",
      error: "AccessDeniedException",
      times: 1_000_000,
    };
    await stack().control.call("POST", "faults", fault);
    const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
    await stack().local.advance("P2D");
    const setAside = stack().local.parts.queues.find(({ shortName }) => shortName === "poison");
    expect(setAside?.messages).not.toEqual([]);
    stack().local.parts.faults.clear();
    await stack().local.advance("PT10M");
    expect(await poison()).toEqual([]);
    const found = publishedIds().filter((eventId) => eventId.startsWith(`${id}:`));
    expect(new Set(found)).toEqual(new Set([`${id}:1`, `${id}:2`]));
    expect(mailsTo(stack(), email)).toHaveLength(1);
  });

  it("or only its answer is lost, events come twice under one id, and mails once", async () => {
    const email = newAddress();
    const fault = { service: "eventbridge", operation: "PutEvents", error: "InternalException", after: true };
    await stack().control.call("POST", "faults", fault);
    const id = String((await createInvitation(stack(), { customer: { email } })).json["id"]);
    await stack().local.advance("PT10M");
    expect(publishedIds().filter((eventId) => eventId === `${id}:2`)).toHaveLength(2);
    expect(mailsTo(stack(), email)).toHaveLength(1);
    const { json } = await stack().ask(contoso, "GET", `/v1/invitations/${id}`);
    expect(json).toMatchObject({ delivery: { status: "delivered" } });
  });
});

it("an event that cannot be read holds nobody up; its key is kept, and mended it is published", async () => {
  const id = String((await createInvitation(stack())).json["id"]);
  await stack().local.idle();
  const items = await stack().scan();
  const known = eventsIn(items).find(({ metadata }) => metadata.eventId === `${id}:1`)!;
  const aggregate = `${id}/notes`;
  const key = eventKeys.event(aggregate, 1);
  // As a writer would that knows a form of events which this publisher does not.
  await stack().put({ ...(await itemAt(invitationKeys.notes(id))), version: 1 });
  await stack().put({ ...key, entity: "event", schema: 2, form: "of another day" });
  const after = await createInvitation(stack());
  await stack().local.idle();
  expect(publishedIds()).toContain(`${String(after.json["id"])}:2`);
  expect(await poison()).toEqual([key]);

  await stack().local.advance("PT1H");
  const setAside = stack().local.parts.queues.find(({ shortName }) => shortName === "poison");
  expect(setAside?.messages.map(({ body }) => JSON.parse(body) as unknown)).toEqual([key]);

  const metadata = { ...known.metadata, aggregate, sequence: 1, eventId: eventIdOf(aggregate, 1) };
  const mended = { type: "InvitationAnnotated", metadata, data: { invitationId: id, changed: ["notes"] } };
  await stack().put({ ...key, entity: "event", schema: 1, ...mended });
  await stack().local.advance("PT5M");
  expect(setAside?.messages).toEqual([]);
  expect(publishedIds().filter((eventId) => eventId === `${aggregate}:1`)).toHaveLength(1);
});
