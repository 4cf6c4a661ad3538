import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { capacityOf, sumOf, type Capacity } from "../../support/table/capacity.ts";

/** What some work asked of DynamoDB. */
export interface Work extends Capacity {
  readonly requests: number;
}

/** A client that counts requests and what they took. */
export class Meter {
  readonly #client: DynamoDBClient;
  readonly #taken: Capacity[] = [];

  constructor(client: DynamoDBClient) {
    this.#client = client;
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
    Object.assign(command.input, { ReturnConsumedCapacity: "INDEXES" });
    const answer: unknown = await this.#client.send(command as never);
    this.#taken.push(capacityOf(command.constructor.name.replace(/Command$/, ""), command.input, answer));
    return answer;
  };
}
