import { html } from "hono/html";
import type { LambdaFunction } from "../../lambda/lambda.ts";
import { isDeadLetterQueue, type Queue } from "../../sqs/sqs.ts";
import { moment, table, type Markup } from "./frame.ts";

const deadOf = ({ shortName, deadLetters }: Queue): Markup => {
  if (deadLetters === undefined) return html`–`;
  if (deadLetters.visible === 0) return html`0`;
  return html`<form method="post" action="/_local/redrive" class="inline">
    <strong class="bad">${deadLetters.visible}</strong>
    <input type="hidden" name="queue" value="${deadLetters.shortName}" />
    <button aria-label="Redrive ${shortName}">Redrive</button>
  </form>`;
};

const lettersOf = (queue: Queue): Markup =>
  html`<details id="letters-${queue.shortName}">
    <summary>${queue.messages.length} in ${queue.shortName}</summary>
    ${queue.messages.map(({ body, sentAt }) => {
      const at = new Date(sentAt).toISOString();
      return html`<p class="soft">Sent ${moment(at)}</p>
        <pre tabindex="0">${body}</pre>`;
    })}
  </details>`;

/** Every queue with what waits in it; dead letters can go back. */
export const queueTable = (queues: readonly Queue[]): Markup => {
  const [ends, working] = [true, false].map((dead) => queues.filter((q) => isDeadLetterQueue(queues, q) === dead));
  const unread = (ends ?? []).filter(({ messages }) => messages.length > 0);
  const rows = (working ?? []).map((queue) => [queue.shortName, queue.visible, queue.inFlight, deadOf(queue)] as const);
  return html`${table(["Queue", "Waiting", "In flight", "Dead"], rows)} ${unread.map(lettersOf)}`;
};

/** Every function with its last cold start and how often it ran. */
export const functionTable = (functions: readonly LambdaFunction[]): Markup =>
  table(
    ["Function", "Cold start", "Runs"],
    functions.map(({ shortName, coldStartMs, invocations }) => [
      shortName,
      coldStartMs === null ? "–" : `${coldStartMs} ms`,
      invocations,
    ]),
  );
