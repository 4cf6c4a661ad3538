import { html, type Html } from "../../../shared/html/html.ts";
import { permissionName } from "../../../shared/policy/permission-texts.ts";
import { instantInWords, say } from "../../../shared/policy/words.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { Administrator } from "../../../shared/customer/model.ts";
import type { PortalTexts } from "../texts.ts";

const sentence = ({ type, data }: StoredEvent, { catalogue, history }: PortalTexts): string => {
  const text = Object.hasOwn(history, type) ? history[type as keyof typeof history] : history.other;
  const permissions = Array.isArray(data["permissions"]) ? data["permissions"].map(String) : [];
  return say(text, { names: permissions.map((id) => permissionName(id, catalogue)).join(", ") });
};

/** An event of a relationship, and the administrator who caused it; null if it was nobody, or is one no longer. */
export interface HistoryEntry {
  readonly event: StoredEvent;
  readonly by: Pick<Administrator, "name" | "email"> | null;
}

function actorOf({ event, by }: HistoryEntry, operator: string, { doneBy }: PortalTexts): string {
  const { kind } = event.metadata.actor;
  if (event.data["via"] === "vendor") return say(doneBy.vendor, { operator });
  if (kind !== "customer") return say(doneBy[kind], { operator });
  return by === null ? doneBy.former : say(doneBy.customer, { person: by.name ? `${by.name}, ${by.email}` : by.email });
}

/** The events of a relationship in plain words, oldest first. */
export const historyList = (entries: readonly HistoryEntry[], operator: string, texts: PortalTexts): Html =>
  html`<ol class="history">
    ${entries.map(
      (entry) =>
        html`<li>
          <span class="hint">${instantInWords(entry.event.metadata.occurredAt, texts.lang)}</span>
          ${sentence(entry.event, texts)} ${actorOf(entry, operator, texts)}
        </li>`,
    )}
  </ol>`;
