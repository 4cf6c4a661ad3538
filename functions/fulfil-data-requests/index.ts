import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { answerWithin } from "../../shared/runtime/answer-within.ts";
import { jittered, systemClock } from "../../shared/runtime/dependencies.ts";
import { readEnvironment } from "../../shared/runtime/environment.ts";
import { masterKeySource } from "../../shared/runtime/master-key-source.ts";
import { fulfilDataRequests } from "./handler.ts";
import { openTable } from "../../shared/table/table.ts";
import { scanOf } from "../../shared/table/scan.ts";
import { environment } from "./manifest.ts";

const { table, masterKey, receiptYears } = readEnvironment(environment);

const connection = { client: new DynamoDBClient({ requestHandler: answerWithin() }), name: table };

/** Works on the exports and erasures that operators asked for. */
export const handler = fulfilDataRequests(
  {
    table: openTable({ ...connection, pause: jittered }),
    scan: scanOf(connection),
    masterKey: masterKeySource(masterKey, Date.now),
    receiptYears: Number(receiptYears),
  },
  systemClock,
);
