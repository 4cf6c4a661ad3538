import { inLanguage, type Carried } from "../pages/in-language.ts";

/** An address within the console. */
export const consolePath = (path: string, carried: Carried): string => inLanguage(`/console${path}`, carried);

const ownPage = /^\/console(\/[\w/-]*)?(\?[\w%&=.,:+@~-]*)?$/;

/** The page of the console to open after signing in; its first page for every other address. */
export const wantedPage = (next: unknown): string =>
  typeof next === "string" && next.length <= 1_000 && ownPage.test(next) ? next : "/console";

/** The address of a request, to come back to; without parameters that say nothing. */
export const addressOf = ({
  path,
  query,
}: {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}): string => {
  const given = Object.entries(query).filter(([, value]) => value !== "");
  const asked = new URLSearchParams(given).toString();
  return wantedPage(asked === "" ? path : `${path}?${asked}`);
};
