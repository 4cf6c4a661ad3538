import { html } from "hono/html";
import * as z from "zod";
import type { PublishedEvent } from "../eventbridge.ts";
import { moment, type Markup } from "./frame.ts";

const shownEvents = 100;
/** SES tells of every mail what became of it. */
const sesSource = "aws.ses";

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

/** What passed the buses, newest first; what SES tells of mails only where it is asked for. */
export const timeline = (events: readonly PublishedEvent[], withSes: boolean): Markup => {
  if (events.length === 0) return html`<p class="soft">No event yet.</p>`;
  const indexed = events.map((event, index) => ({ event, index }));
  const chosen = withSes ? indexed : indexed.filter(({ event }) => event.source !== sesSource);
  const shown = chosen.slice(-shownEvents);
  const earlier = chosen.length - shown.length;
  const ofSes = events.filter(({ source }) => source === sesSource).length;
  return html`${
      ofSes === 0
        ? ""
        : html`<p class="soft">
            ${withSes ? html`<a href="/_local">Hide those of SES</a>` : html`<a href="/_local?ses">Show ${ofSes} of SES too</a>`}
          </p>`
    }
    <ol class="events">
      ${shown.map(({ event, index }) => entryOf(event, index)).toReversed()}
    </ol>
    ${earlier > 0 ? html`<p class="soft"><a href="/_local/events">${earlier} earlier</a></p>` : ""}`;
};
