import { html, type Html } from "../../../shared/html/html.ts";
import { permissionName } from "../../../shared/policy/permission-texts.ts";
import { instantInWords, say } from "../../../shared/policy/words.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { PortalTexts } from "../texts.ts";

const sentence = ({ type, data }: StoredEvent, { catalogue, history }: PortalTexts): string => {
  const text = Object.hasOwn(history, type) ? history[type as keyof typeof history] : history.other;
  const permissions = Array.isArray(data["permissions"]) ? data["permissions"].map(String) : [];
  return say(text, { names: permissions.map((id) => permissionName(id, catalogue)).join(", ") });
};

/** The events of a relationship in plain words, oldest first. */
export const historyList = (events: readonly StoredEvent[], operator: string, texts: PortalTexts): Html =>
  html`<ol class="history">
    ${events.map(
      (event) =>
        html`<li>
          <span class="hint">${instantInWords(event.metadata.occurredAt, texts.lang)}</span>
          ${sentence(event, texts)} ${say(texts.doneBy[event.metadata.actor.kind], { operator })}
        </li>`,
    )}
  </ol>`;
