import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { parseArgs } from "node:util";
import { CommandError } from "./run.ts";
import { chooseStage, inWords, runCommand, targetOptions } from "./stage-outputs.ts";

/**
 * Moves a queue's dead letters back into the queue: `node infra/commands/redrive.ts <queue> --stage prod`, with the name of the
 * queue without `rapport-<stage>-`. The dead letters of refused events are keys, which the queue `republish` publishes.
 */
async function redrive(queueName: string): Promise<string> {
  const client = new SQSClient({});
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: queueName }));
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn", "RedrivePolicy"] }),
  );
  const { deadLetterTargetArn } = JSON.parse(Attributes?.["RedrivePolicy"] ?? "{}") as { deadLetterTargetArn?: string };
  if (deadLetterTargetArn === undefined) throw new CommandError(`${queueName} has no dead-letter queue.`);
  // Named, because messages that were sent to the dead-letter queue directly have no source queue.
  const DestinationArn = Attributes?.["QueueArn"];
  await client.send(new StartMessageMoveTaskCommand({ SourceArn: deadLetterTargetArn, DestinationArn }));
  return `Moving ${deadLetterTargetArn.split(":").at(-1)} to ${queueName}.`;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: targetOptions });
  const [queue] = positionals;
  if (queue === undefined) throw new CommandError("Name the queue: npm run redrive -- mail --stage prod");
  const name = `rapport-${await chooseStage(values)}-${queue}`;
  console.log(await inWords(redrive(name), `the queue ${name}`));
}

await runCommand(
  main,
  "npm run redrive -- mail --stage prod, or delivery, funnel or jobs; npm run republish -- --stage prod",
);
