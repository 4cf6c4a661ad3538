import { html } from "hono/html";
import type { Gallery } from "../gallery.ts";
import { frame, mailFrame, tab } from "./frame.ts";

/** Which mail is looked at, in which language and how. */
interface Shown {
  readonly lang: string;
  readonly group: string;
  readonly name: string;
  readonly view: "html" | "text";
}

/** What the address asks for; without anything the first mail there is. */
const shownBy = (gallery: Gallery, query: URLSearchParams): Shown => {
  const pick = (asked: string | null, there: object): string =>
    asked !== null && asked in there ? asked : (Object.keys(there)[0] ?? "");
  const lang = pick(query.get("lang"), gallery);
  const group = pick(query.get("group"), gallery[lang] ?? {});
  const name = pick(query.get("name"), gallery[lang]?.[group] ?? {});
  return { lang, group, name, view: query.get("view") === "text" ? "text" : "html" };
};

const hrefOf = (shown: Shown, path = "/_local/gallery"): string =>
  `${path}?${new URLSearchParams({ ...shown }).toString()}`;

const languages = new Intl.DisplayNames("en", { type: "language" });

/** The HTML of the mail that the address asks for, as its recipient would get it. */
export const galleryMail = (gallery: Gallery, query: URLSearchParams): string => {
  const { lang, group, name } = shownBy(gallery, query);
  return gallery[lang]?.[group]?.[name]?.html ?? "";
};

/** Every mail in every language, with names as they could be. */
export const galleryPage = (gallery: Gallery, query: URLSearchParams): Promise<string> => {
  const shown = shownBy(gallery, query);
  const groups = gallery[shown.lang] ?? {};
  const mail = groups[shown.group]?.[shown.name];
  return frame(
    "Every mail",
    html`<header>
        <h1>Every mail <span class="soft">in every language</span></h1>
        <nav class="links" aria-label="Links">
          <a href="/_local">Control page</a>
          <a href="/_local/gallery">Compose again</a>
          <span class="soft">after a change of texts or templates</span>
        </nav>
        <nav class="tabs" aria-label="Language">
          ${Object.keys(gallery).map((lang) => tab(languages.of(lang), hrefOf({ ...shown, lang }), lang === shown.lang))}
        </nav>
      </header>
      <main>
        <section class="panel wide" aria-label="Mails">
          <div class="mailbox">
            <div class="gallery">
              ${Object.entries(groups).map(
                ([group, mails]) =>
                  html`<h2>${group}</h2>
                    <ol class="mails">
                      ${Object.entries(mails).map(
                        ([name, { subject }]) =>
                          html`<li>
                            <a
                              href="${hrefOf({ ...shown, group, name })}"
                              aria-current="${group === shown.group && name === shown.name ? "true" : "false"}"
                              ><strong>${name}</strong> <span class="soft">${subject}</span></a
                            >
                          </li>`,
                      )}
                    </ol>`,
              )}
            </div>
            <div>
              <h3 lang="${shown.lang}">${mail?.subject}</h3>
              <nav class="tabs" aria-label="Parts of the mail">
                ${tab("HTML", hrefOf({ ...shown, view: "html" }), shown.view === "html")}
                ${tab("text", hrefOf({ ...shown, view: "text" }), shown.view === "text")}
              </nav>
              ${
                shown.view === "text"
                  ? html`<pre tabindex="0" lang="${shown.lang}">${mail?.text}</pre>`
                  : mailFrame(hrefOf(shown, "/_local/gallery/html"), mail?.subject)
              }
            </div>
          </div>
        </section>
      </main>`,
  );
};
