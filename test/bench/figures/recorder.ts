import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

interface Command {
  readonly input: object;
}
type CommandClass = new (input: never) => Command;

/** Requests that went out together, in the order of their groups: each group waited for the one before. */
export type Recording = readonly (readonly Command[])[];

/** A client that keeps what is sent through it, so that the same can be sent again without the product. */
export class Recorder {
  readonly #client: DynamoDBClient;
  #groups: Command[][] = [];
  #pending = 0;

  constructor(client: DynamoDBClient) {
    this.#client = client;
  }

  /** As the product sees it. */
  get client(): Pick<DynamoDBClient, "send"> {
    return { send: this.#send };
  }

  /** What was sent since the last time. */
  take(): Recording {
    const groups = this.#groups;
    this.#groups = [];
    return groups;
  }

  #send = (command: Command): Promise<unknown> => {
    if (this.#pending === 0) this.#groups.push([]);
    this.#groups.at(-1)?.push(command);
    this.#pending++;
    return this.#client.send(command as never).finally(() => this.#pending--);
  };
}

/** Requests for another table, ready to go. */
export type Replay = readonly (readonly (() => Command)[])[];

/** The same requests for the twin of a table. */
export const forTwin = (recording: Recording, table: string, twin: string): Replay =>
  recording.map((group) =>
    group.map(({ input, constructor }) => {
      const same = JSON.parse(JSON.stringify(input).replaceAll(table, twin)) as never;
      return () => new (constructor as unknown as CommandClass)(same);
    }),
  );

/** Sends them bare. */
export async function replay(client: DynamoDBClient, groups: Replay): Promise<void> {
  for (const group of groups) await Promise.all(group.map((make) => client.send(make() as never)));
}
