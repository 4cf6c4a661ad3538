import { DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { sweepDue } from "../../../functions/sweep-due/handler.ts";
import { checkHistory } from "../../../infra/commands/history.ts";
import { lostEvents, restoreTable } from "../../../infra/commands/restoration.ts";
import { newAddress } from "../../../infra/local/actors/partner.ts";
import { localAccessKey } from "../../../infra/local/aws-endpoint.ts";
import { DynamoDbStream } from "../../../infra/local/dynamodb/stream.ts";
import { invitationPlace } from "../../../shared/invitation/items/item.ts";
import { addDays } from "../../../shared/kernel/time.ts";
import { dueShards } from "../../../shared/names.ts";
import { idMaker } from "../../../shared/runtime/dependencies.ts";
import { openTable } from "../../../shared/table/table.ts";
import { someRules } from "../../support/builders/some-rules.ts";
import { createInvitation, linkIn, mailsTo } from "../../support/stack/mailed.ts";
import { raiseStack } from "../../support/stack/stack.ts";
import { clientWithBackups } from "../../support/table/backups.ts";
import { scanTable } from "../../support/table/scan-table.ts";

const stack = raiseStack();
const moment = new Date("2026-11-30T10:00:00.000Z");
const later = new Date("2026-11-30T10:05:00.000Z");

/** The stack's table, its backups, and what is needed to restore it. */
function backups() {
  const { awsUrl, parts } = stack().local;
  const credentials = { accessKeyId: localAccessKey, secretAccessKey: "local" };
  const made = clientWithBackups({ endpoint: awsUrl, region: "eu-central-1", credentials });
  const lines: string[] = [];
  const restorer = { client: made.client, pause: async () => {}, say: (line: string) => void lines.push(line) };
  return { ...made, restorer, lines, source: parts.dynamoDb.tables[0]!.name };
}

const recordsOf = async (stream: string): Promise<string[]> => {
  const read = await new DynamoDbStream(stack().local.parts.dynamoDb, stream, { now: Date.now }).read();
  return read.flatMap(({ records }) => records.map((record) => JSON.stringify(record)));
};

describe("a table that is restored to a moment", () => {
  it("has the data of the moment and publishes and mails nothing of it; what follows is published", async () => {
    const { client, keep, sent, restorer, source } = backups();
    const target = "rapport-restored";
    const to = newAddress();
    const id = String((await createInvitation(stack(), { customer: { email: to } })).json["id"]);
    await stack().local.idle();
    await keep(source, moment);
    await stack().customer.accept(linkIn(mailsTo(stack(), to)[0]!));
    await createInvitation(stack());
    await stack().local.idle();
    await keep(source, later);
    const [events, mails] = [stack().published().length, stack().local.mails.length];

    const restored = await restoreTable(restorer, { source, target, at: moment });
    await stack().local.idle();
    expect(restored).toMatchObject({ name: target, at: moment, stream: expect.stringContaining(target) as string });
    expect([stack().published().length, stack().local.mails.length]).toEqual([events, mails]);
    expect(await recordsOf(restored.stream)).toEqual([]);

    const items = await scanTable(client, target);
    expect((await checkHistory(items)).faults).toEqual([]);
    const table = openTable({ client, name: target, pause: async () => {} });
    expect((await table.read(invitationPlace(id)))?.status).toBe("pending");

    const lost = [];
    for await (const { key, types } of lostEvents(client, { source, target, at: moment })) lost.push([key, ...types]);
    expect(lost.flat()).toEqual(expect.arrayContaining(["InvitationAccepted", "RelationshipEstablished"]));
    expect(lost.flat()).toEqual(expect.arrayContaining(["InvitationCreated"]));
    expect(JSON.stringify(lost)).not.toContain("@");

    // The stage goes on with the restored table.
    const { local, masterKey } = stack();
    const after = addDays(new Date(local.parts.clock.now()).toISOString(), 31);
    const dependencies = {
      ...{ table, masterKey: async () => masterKey, newId: idMaker(() => after), policy: someRules() },
      publicUrl: local.url,
    };
    const sweep = sweepDue(dependencies, () => after);
    const context = { awsRequestId: "sweep-1", getRemainingTimeInMillis: () => 60_000 };
    for (const shard of dueShards) await sweep({ shard }, context);
    const records = await recordsOf(restored.stream);
    const published = records.filter((record) => record.includes("EVT#"));
    expect(published.some((record) => record.includes(id) && record.includes("InvitationExpired"))).toBe(true);
    expect(published.join()).not.toContain("InvitationIssued");
    expect((await checkHistory(await scanTable(client, target))).faults).toEqual([]);

    // A second run finds everything done.
    const before = sent.length;
    expect(await restoreTable(restorer, { source, target, at: moment })).toEqual(restored);
    const again = sent.slice(before).map(([command]) => command);
    expect(again.filter((command) => /^(Restore|Update)/.test(command))).toEqual([]);
    await client.send(new DeleteTableCommand({ TableName: target }));
  });

  it("receives the settings that DynamoDB does not restore, its stream last", async () => {
    const { client, keep, sent, restorer, source } = backups();
    await keep(source, moment);
    await restoreTable(restorer, { source, target: "rapport-latest", at: null });
    const changes = sent.filter(([command]) => /^(Restore|Update|Tag)/.test(command));
    const TableName = "rapport-latest";
    expect(changes).toEqual([
      [
        "RestoreTableToPointInTimeCommand",
        { SourceTableName: source, TargetTableName: TableName, UseLatestRestorableTime: true },
      ],
      [
        "TagResourceCommand",
        {
          ResourceArn: expect.stringContaining(TableName) as string,
          Tags: [{ Key: "application", Value: "rapport" }],
        },
      ],
      ["UpdateTimeToLiveCommand", { TableName, TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true } }],
      [
        "UpdateContinuousBackupsCommand",
        {
          TableName,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
        },
      ],
      ["UpdateTableCommand", { TableName, StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" } }],
    ]);
    await client.send(new DeleteTableCommand({ TableName }));
  });

  it("is refused for a moment without backup, and for a table that is something else", async () => {
    const { keep, restorer, source } = backups();
    const target = "rapport-refused";
    await expect(restoreTable(restorer, { source, target, at: moment })).rejects.toThrow("no continuous backup");
    await keep(source, moment);
    const early = new Date("2026-10-01T00:00:00.000Z");
    await expect(restoreTable(restorer, { source, target, at: early })).rejects.toThrow("not to 2026-10-01T00:00");
    await expect(restoreTable(restorer, { source, target: source, at: moment })).rejects.toThrow("Choose another name");
    await expect(restoreTable(restorer, { source: "none", target, at: moment })).rejects.toThrow("There is no table");
  });
});
