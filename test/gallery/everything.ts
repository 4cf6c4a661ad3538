import { assets } from "../../functions/serve-public/assets.ts";
import { gallery } from "../../shared/gallery/mails.ts";
import { assetNames, type Asset } from "../../shared/pages/assets.ts";
import { locales } from "../../shared/policy/locales.ts";
import { pagesIn } from "./pages.ts";

/** The assets of pages by the name under which pages ask for them. */
export const assetFiles = Object.fromEntries(
  Object.entries(assetNames).map(([asset, name]) => [name, assets[asset as Asset].text]),
);

/** A page or mail as a file. */
interface Shown {
  readonly file: string;
  readonly title: string;
  readonly markup: string;
}

const shownAs = (lang: string, title: string, markup: string): Shown => ({
  file: `${lang}/${title.replaceAll(/[^\w]+/g, "-")}.html`,
  title: `${lang}: ${title}`,
  markup,
});

/** Every page in every state, and every mail, in every language. */
export async function everything(): Promise<Shown[]> {
  const mails = await gallery();
  const all = await Promise.all(
    locales.map(async (lang) => [
      ...Object.entries(await pagesIn(lang)).map(([name, page]) => shownAs(lang, name, page)),
      ...Object.entries(mails[lang] ?? {}).flatMap(([group, own]) =>
        Object.entries(own).map(([name, { html }]) => shownAs(lang, `mails ${group}/${name}`, html)),
      ),
    ]),
  );
  return all.flat();
}
