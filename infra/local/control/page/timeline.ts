import { html } from "hono/html";
import type { PublishedEvent } from "../../eventbridge/eventbridge.ts";
import { moment, type Markup } from "./frame.ts";

const shownEvents = 100;
/** SES reports the delivery of every mail. */
const sesSource = "aws.ses";

interface Detail {
  readonly metadata?: { readonly eventId?: string };
  readonly mail?: { readonly destination?: readonly string[] };
}

/** What an event is about: its own id, or the recipients of the mail that SES tells of. */
const subjectOf = (detail: unknown): string => {
  const { metadata, mail } = detail as Detail;
  return metadata?.eventId ?? mail?.destination?.join(", ") ?? "";
};

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

/** What the timeline shows besides the newest of our own events. */
interface Wider {
  /** What SES tells of mails. */
  readonly ses: boolean;
  /** Old ones too. */
  readonly all: boolean;
}

const hrefOf = ({ ses, all }: Wider): string =>
  `/_local?${[ses && "ses", all && "allevents"].filter(Boolean).join("&")}`;

/** What passed the buses, newest first; what SES tells of mails only where it is asked for. */
export const timeline = (events: readonly PublishedEvent[], wider: Wider): Markup => {
  if (events.length === 0) return html`<p class="soft">No event yet.</p>`;
  const indexed = events.map((event, index) => ({ event, index }));
  const chosen = wider.ses ? indexed : indexed.filter(({ event }) => event.source !== sesSource);
  const shown = wider.all ? chosen : chosen.slice(-shownEvents);
  const earlier = chosen.length - shown.length;
  const ofSes = events.filter(({ source }) => source === sesSource).length;
  const other = hrefOf({ ...wider, ses: !wider.ses });
  return html`${
      ofSes === 0
        ? ""
        : html`<p class="soft">
            <a href="${other}">${wider.ses ? "Hide those of SES" : `Show ${ofSes} of SES too`}</a>
          </p>`
    }
    <ol class="events">
      ${shown.map(({ event, index }) => entryOf(event, index)).toReversed()}
    </ol>
    ${earlier > 0 ? html`<p class="soft"><a href="${hrefOf({ ...wider, all: true })}">${earlier} earlier</a></p>` : ""}`;
};
