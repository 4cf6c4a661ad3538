import { html, type Html } from "../../../shared/html/html.ts";
import { permissionName } from "../../../shared/policy/permission-names.ts";
import { instantInWords, say } from "../../../shared/policy/words.ts";
import type { StoredEvent } from "../../../shared/events/envelope.ts";
import type { PortalTexts } from "../texts.ts";

const sentence = ({ type, data }: StoredEvent, { history, lang }: PortalTexts): string => {
  const text = Object.hasOwn(history, type) ? history[type as keyof typeof history] : history.other;
  if (typeof text !== "string") return history.other;
  const permissions = Array.isArray(data["permissions"]) ? data["permissions"].map(String) : [];
  return say(text, { names: permissions.map((id) => permissionName(id, lang)).join(", ") });
};

/** What happened, oldest first, in plain words: when, what, and by whose doing. */
export const historyList = (events: readonly StoredEvent[], operator: string, texts: PortalTexts): Html =>
  html`<ol class="history">
    ${events.map(
      (event) =>
        html`<li>
          <span class="hint">${instantInWords(event.metadata.occurredAt, texts.lang)}</span>
          ${sentence(event, texts)} ${say(texts.history.by[event.metadata.actor.kind], { operator })}
        </li>`,
    )}
  </ol>`;
