import { setTimeout as wait } from "node:timers/promises";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Dependencies } from "../../shared/transaction/dependencies.ts";
import { addUser } from "../../shared/users/model.ts";
import { userItem } from "../../shared/users/item.ts";
import { idMaker } from "../../shared/runtime/dependencies.ts";
import { openTable } from "../../shared/table/table.ts";
import { Operator } from "../actors/operator.ts";
import { aMasterKey } from "../support/builders/a-master-key.ts";
import { clockAt } from "../support/builders/fixed-clock.ts";
import { someRules } from "../support/builders/some-rules.ts";

const much = 1_000_000_000;
/** No quota limits what is measured. */
const boundless = someRules({ quotas: { openInvitations: much, perDay: much, perAddressPerDay: much } });

/** The product's dependencies on a table; `send` sends requests to DynamoDB. */
export function deploy(
  client: Pick<DynamoDBClient, "send">,
  tableName: string,
  newId: Dependencies["newId"] = idMaker(clockAt()),
): Dependencies {
  const key = aMasterKey();
  return {
    table: openTable({ client, name: tableName, pause: wait }),
    masterKey: async () => key,
    newId,
    publicUrl: "https://rapport.example",
    policy: boundless,
  };
}

/** Registers a partner with the admin that the tests' tokens name. Returns its id. */
export async function newPartner(dependencies: Dependencies): Promise<string> {
  const { id } = (await new Operator(dependencies).register()).partner;
  const admin = addUser("user-1", id, { email: "ada@contoso-partner.example", role: "admin" }, clockAt()());
  await dependencies.table.put(userItem(admin));
  return id;
}
