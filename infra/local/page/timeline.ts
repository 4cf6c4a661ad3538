import { html } from "hono/html";
import * as z from "zod";
import type { PublishedEvent } from "../eventbridge.ts";
import { moment, type Markup } from "./frame.ts";

const shownEvents = 100;

const detailSchema = z.union([
  z.object({ metadata: z.object({ eventId: z.string() }) }).transform(({ metadata }) => metadata.eventId),
  z
    .object({ mail: z.object({ destination: z.array(z.string()) }) })
    .transform(({ mail }) => mail.destination.join(", ")),
]);

/** What an event is about: its own id, or the recipients of the mail that SES tells of. */
const subjectOf = (detail: unknown): string => detailSchema.safeParse(detail).data ?? "";

const entryOf = (event: PublishedEvent, index: number): Markup =>
  html`<li>
    <details id="event-${index}">
      <summary>
        <strong>${event.detailType}</strong>
        <span class="soft">${moment(event.at)} · ${event.bus}<br />${subjectOf(event.detail)}</span>
      </summary>
      <pre tabindex="0">${JSON.stringify(event.detail, null, 2)}</pre>
    </details>
  </li>`;

/** What passed the buses, newest first. */
export const timeline = (events: readonly PublishedEvent[]): Markup => {
  if (events.length === 0) return html`<p class="soft">No event yet.</p>`;
  const earlier = Math.max(0, events.length - shownEvents);
  return html`<ol class="events">
      ${events
        .slice(earlier)
        .map((event, index) => entryOf(event, earlier + index))
        .toReversed()}
    </ol>
    ${earlier > 0 ? html`<p class="soft"><a href="/_local/events">${earlier} earlier</a></p>` : ""}`;
};
