import type { ServerResponse } from "node:http";
import type { Activity } from "../activity.ts";
import type { EventBuses, PublishedEvent } from "../eventbridge/eventbridge.ts";

const changed = "event: changed\ndata:\n\n";
const messageOf = (event: PublishedEvent): string => `data: ${JSON.stringify(event)}\n\n`;

/** Server-sent events: each event that passes a bus as a message, and `changed` when something else may have. */
export class EventFeed {
  readonly #buses: EventBuses;
  readonly #open = new Set<ServerResponse>();

  constructor(buses: EventBuses, activity: Activity) {
    this.#buses = buses;
    buses.onPublish((event) => this.#sendAll(messageOf(event)));
    activity.onRest(() => this.tellChange());
  }

  /** Sends what comes until the other side leaves; first what was published after `since`, when that is given. */
  serve(response: ServerResponse, since: string | null): void {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(changed);
    const missed = since === null ? [] : this.#buses.published.filter(({ at }) => at > since);
    for (const event of missed) response.write(messageOf(event));
    this.#open.add(response);
    response.once("close", () => this.#open.delete(response));
  }

  /** Something else than the timeline may look different now. */
  tellChange(): void {
    this.#sendAll(changed);
  }

  #sendAll(text: string): void {
    for (const response of this.#open) response.write(text);
  }
}
