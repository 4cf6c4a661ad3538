import type { ServerResponse } from "node:http";
import type { Activity } from "../activity.ts";
import type { EventBuses, PublishedEvent } from "../eventbridge/eventbridge.ts";

/** Server-sent events: each event that passes a bus as a message, and `changed` when something else may have. */
export class EventFeed {
  readonly #buses: EventBuses;
  readonly #open = new Set<ServerResponse>();

  constructor(buses: EventBuses, activity: Activity) {
    this.#buses = buses;
    buses.onPublish((event) => this.#send(event));
    activity.onRest(() => this.tellChange());
  }

  /** Sends what comes until the other side leaves; first what was published after `since`, when that is given. */
  serve(response: ServerResponse, since: string | null): void {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write("event: changed\ndata:\n\n");
    const missed = since === null ? [] : this.#buses.published.filter(({ at }) => at > since);
    for (const event of missed) response.write(this.#messageOf(event));
    this.#open.add(response);
    response.once("close", () => this.#open.delete(response));
  }

  /** Something else than the timeline may look different now. */
  tellChange(): void {
    for (const response of this.#open) response.write("event: changed\ndata:\n\n");
  }

  #send(event: PublishedEvent): void {
    for (const response of this.#open) response.write(this.#messageOf(event));
  }

  #messageOf(event: PublishedEvent): string {
    return `data: ${JSON.stringify(event)}\n\n`;
  }
}
