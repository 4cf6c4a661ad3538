import { pageFinisher } from "../../shared/html/operator-links.ts";
import type { Locale } from "../../shared/policy/locales.ts";
import { consolePages } from "./console-pages.ts";
import { confirmPages } from "./confirm-pages.ts";
import type { Pages } from "./names.ts";
import { offerPages } from "./offer-pages.ts";
import { publicPages, receiptPages, unsubscribePages } from "./other-pages.ts";
import { portalPages } from "./portal-pages.ts";

const groups = {
  offer: offerPages,
  portal: portalPages,
  console: consolePages,
  confirm: confirmPages,
  unsubscribe: unsubscribePages,
  receipt: receiptPages,
  public: publicPages,
} as const;

/** The operator's links, in the footer of every page. */
const finish = pageFinisher(
  JSON.stringify({
    ...{ contact: "support@example.com", help: "https://example.com/help" },
    ...{ privacy: "https://example.com/privacy", imprint: "https://example.com/imprint" },
  }),
);

/** Every page in every state that it can have, in one language, by group and name. */
export async function pagesIn(lang: Locale): Promise<Pages> {
  const drawn = await Promise.all(
    Object.entries(groups).map(async ([group, pages]) =>
      Promise.all(
        Object.entries(await pages(lang)).map(
          async ([name, page]) => [`${group}/${name}`, await finish(page)] as const,
        ),
      ),
    ),
  );
  return Object.fromEntries(drawn.flat());
}
