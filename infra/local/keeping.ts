import { CommandError } from "../commands/run.ts";
import type { Parts } from "./parts.ts";
import type { Directory } from "./seeds.ts";
import { keepMessage } from "./sqs/message.ts";

/** What a stack knows besides its tables, as JSON. */
export type KeptState = Awaited<ReturnType<typeof keep>>;

/** Everything of a stack that is not in its tables; exact only while nothing runs. */
export const keep = async (parts: Parts, { partners }: Directory) => ({
  tables: parts.dynamoDb.definitions,
  clockOffset: parts.clock.offset,
  secrets: parts.secrets.versions,
  issuerKey: await parts.issuer?.keep(),
  partners,
  users: parts.users.all,
  mails: parts.ses.mails,
  feedback: parts.ses.later.waiting,
  suppressed: Object.fromEntries(parts.ses.suppressed),
  account: parts.ses.account.settings,
  events: parts.buses.published,
  queues: Object.fromEntries(parts.queues.map(({ name, messages }) => [name, messages.map(keepMessage)])),
  streams: parts.streams.map(({ position }) => position),
  deliveries: parts.buses.retries.waiting,
});

/** Lets a stack go on where another left off. Throws a CommandError when its tables are of another template. */
export const restore = async (parts: Parts, directory: Directory, kept: KeptState): Promise<void> => {
  if (JSON.stringify(kept.tables) !== JSON.stringify(parts.dynamoDb.definitions)) {
    throw new CommandError("The tables in the data folder do not match the template. Delete it to start over.");
  }
  for (const [name, id] of Object.entries(kept.partners)) directory.addPartner(name, id);
  parts.users.put(kept.users);
  parts.clock.restore(kept.clockOffset);
  parts.ses.mails = [...kept.mails];
  for (const feedback of kept.feedback) parts.ses.later.add(feedback);
  for (const [address, entry] of Object.entries(kept.suppressed)) parts.ses.suppressed.set(address, entry);
  parts.ses.account.restore(kept.account);
  parts.buses.published.push(...kept.events);
  for (const [index, stream] of parts.streams.entries()) await stream.open(kept.streams[index]);
  for (const queue of parts.queues) queue.restore(kept.queues[queue.name] ?? []);
  for (const delivery of kept.deliveries) parts.buses.retries.add(delivery);
};
