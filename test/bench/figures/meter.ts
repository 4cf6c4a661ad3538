import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { sumOf, weigh, type Capacity, type Weighed } from "../../support/table/capacity.ts";

/** What some work asked of DynamoDB. */
export interface Work extends Capacity {
  readonly requests: number;
}

/** A client whose requests are counted and take no longer for it. */
export function counting(client: DynamoDBClient) {
  let requests = 0;
  const send = (command: object): Promise<unknown> => (requests++, client.send(command as never));
  return { client: { send: send as DynamoDBClient["send"] }, requests: () => requests };
}

/** A client that counts requests and what they took of one table. */
export class Meter {
  readonly #client: DynamoDBClient;
  readonly #table: Weighed;
  readonly #taken: Capacity[] = [];

  constructor(client: DynamoDBClient, table: Weighed) {
    this.#client = client;
    this.#table = table;
  }

  /** As the product sees it. */
  get client(): Pick<DynamoDBClient, "send"> {
    return { send: this.#send as DynamoDBClient["send"] };
  }

  /** What `work` asks. */
  async of(work: () => Promise<unknown>): Promise<Work> {
    const from = this.#taken.length;
    await work();
    const taken = this.#taken.slice(from);
    return { requests: taken.length, ...sumOf(taken) };
  }

  #send = async (command: { readonly constructor: { readonly name: string }; readonly input: object }) => {
    Object.assign(command.input, { ReturnConsumedCapacity: "TOTAL" });
    const request = { operation: command.constructor.name.replace(/Command$/, ""), input: command.input };
    const { answer, capacity } = await weigh(this.#table, request, () => this.#client.send(command as never));
    this.#taken.push(capacity);
    return answer;
  };
}
