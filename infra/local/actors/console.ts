import { load } from "cheerio";
import { succeeded, type Answer } from "./answers.ts";
import { queryOf } from "./caller.ts";
import type { Control } from "./control.ts";
import { fieldOn, fillIn, formOf, type Fields } from "./pages.ts";

/** A browser's cookies, by name. */
type Jar = Map<string, string>;

/** Takes over the cookies that an answer sets; an empty one is forgotten. */
const keep = (jar: Jar, { headers }: Answer): void => {
  for (const cookie of headers.getSetCookie()) {
    const [name = "", value = ""] = cookie.split(";")[0]?.split(/=(.*)/s) ?? [];
    if (value === "") jar.delete(name);
    else jar.set(name, value);
  }
};

const cookieIn = (jar: Jar): string => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

/** A browser without script in which somebody uses the console. */
const browserOf = ({ request, url: baseUrl }: Control, jar: Jar = new Map()) => {
  const ask = async (method: string, url: string, body?: URLSearchParams): Promise<Answer> => {
    const answer = await request(method, url, { body, headers: { cookie: cookieIn(jar) } });
    keep(jar, answer);
    return answer;
  };
  const get = (path: string): Promise<Answer> => ask("GET", path);
  /** Follows redirects to the page at their end. */
  const open = async (path: string): Promise<Answer> => {
    const answer = await get(path);
    const location = answer.headers.get("location");
    return location === null ? answer : open(new URL(location, answer.url).href);
  };
  /** Fills in the form on an opened page that posts to a path with this ending, and sends it. Throws where there is none. */
  const submit = async (page: Answer, ending: string, typed: Fields = {}): Promise<Answer> => {
    const form = fillIn(page.text, page.url, ending, typed);
    if (form === undefined) throw new Error(`The page of ${page.request} has no form that posts to ${ending}.`);
    return ask("POST", form.url, form.fields);
  };
  return {
    ...{ get, open, submit },
    /** The same browser, with its cookies as they are now. */
    copy: () => browserOf({ request, url: baseUrl } as Control, new Map(jar)),
    /** Opens the page of this path, fills in the form on it that posts there, and sends it; where it has none, the fields alone. */
    post: async (path: string, typed: Fields = {}): Promise<Answer> => {
      const page = await open(path);
      const form = fillIn(page.text, page.url, new URL(path, baseUrl).pathname, typed);
      if (form !== undefined) return ask("POST", form.url, form.fields);
      const csrf = fieldOn(page.text, "csrf") ?? fieldOn((await open("/console")).text, "csrf");
      return ask("POST", path, formOf({ csrf, ...typed }));
    },
    /** Signs out on the first page. */
    signOut: async () => submit(await get("/console"), "/console/sign-out"),
    signOutEverywhere: async () => submit(await get("/console"), "/console/sign-out-everywhere"),
    customers: (query: Readonly<Record<string, string>> = {}) => get(`/console${queryOf(query)}`),
  };
};

/** A browser in which a partner's user is signed in to the console. */
export type ConsoleBrowser = ReturnType<typeof browserOf>;

/** Partners' users, by the console. */
export const consoleOf = (control: Control) => ({
  /** A browser in which nobody is signed in. */
  browser: (): ConsoleBrowser => browserOf(control),
  /** Signs in by choosing a seeded user on the pool's page, and follows the way back. Throws where it leads to no session. */
  signIn: async (email: string, next = "/console"): Promise<ConsoleBrowser & { readonly page: Answer }> => {
    const browser = browserOf(control);
    const pool = succeeded(await browser.open(`/console/sign-in${queryOf({ next })}`));
    const $ = load(pool.text);
    const user = $("button[name=user]")
      .toArray()
      .find((button) => $(button).text().includes(email));
    if (user === undefined) throw new Error(`The sign-in page does not name ${email}.`);
    const answer = await browser.submit(pool, "/oauth2/authorize", { user: $(user).attr("value") });
    const page = succeeded(await browser.open(answer.headers.get("location") ?? ""));
    if (fieldOn(page.text, "csrf") === undefined) throw new Error(`${email} did not get in: ${page.text}`);
    return { ...browser, page };
  },
});
