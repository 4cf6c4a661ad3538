import { request, succeeded, type Answer } from "./answers.ts";
import type { Control } from "./control.ts";
import type { Mailbox } from "./mailbox.ts";
import { fieldOn, fillIn, type Fields } from "./pages.ts";

/** A signed-in administrator in the portal, with a browser without script. */
export interface Portal {
  readonly email: string;
  /** As a browser sends it. */
  readonly cookie: string;
  readonly get: (path: string) => Promise<Answer>;
  /**
   * Opens the page of this path, fills in the form on it that posts there, and sends it; where the page has no such form,
   * the fields alone with the session's CSRF field. A field that is null is not sent, the CSRF field neither.
   */
  readonly post: (path: string, typed?: Fields) => Promise<Answer>;
  /** Fills in and sends a form of an opened page by the end of the path that it posts to. Throws where there is none. */
  readonly submit: (page: Answer, ending: string, typed?: Fields) => Promise<Answer>;
  readonly signOut: () => Promise<Answer>;
}

/** The cookies that an answer sets, as a browser sends them back. */
const cookieOf = ({ headers }: Answer): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

const portalOf = (baseUrl: string, email: string, cookie: string): Portal => {
  const get = (path: string): Promise<Answer> => request("GET", new URL(path, baseUrl).href, { headers: { cookie } });
  const send = (url: string, body: URLSearchParams): Promise<Answer> =>
    request("POST", url, { body, headers: { cookie } });
  const submit = async (page: Answer, ending: string, typed: Fields = {}): Promise<Answer> => {
    const form = fillIn(page.text, page.url, ending, typed);
    if (form === undefined) throw new Error(`The page of ${page.request} has no form that posts to ${ending}.`);
    return send(form.url, form.fields);
  };
  const post = async (path: string, typed: Fields = {}): Promise<Answer> => {
    const page = await get(path);
    const form = fillIn(page.text, page.url, new URL(path, baseUrl).pathname, typed);
    if (form !== undefined) return send(form.url, form.fields);
    const csrf = fieldOn(page.text, "csrf") ?? fieldOn((await get("/portal")).text, "csrf");
    const fields = Object.entries({ csrf, ...typed }).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    );
    return send(new URL(path, baseUrl).href, new URLSearchParams(fields));
  };
  return { email, cookie, get, post, submit, signOut: async () => submit(await get("/portal"), "/portal/sign-out") };
};

/** Who administers customers, by the portal. */
export const administratorOf = (baseUrl: string, control: Control, mailbox: Mailbox) => {
  /** Asks for a mail with a link to sign in. The answer is the same whether there is such an administrator or not. */
  const askForLink = async (email: string, typed: Fields = {}): Promise<Answer> => {
    const page = succeeded(await request("GET", `${baseUrl}/portal`));
    const form = fillIn(page.text, page.url, "/portal/sign-in", { email, ...typed });
    if (form === undefined) throw new Error("The portal has no form to sign in with.");
    return request("POST", form.url, { body: form.fields });
  };
  /** The link to sign in of the newest mail to the address. Throws where there is none. */
  const signInLink = async (email: string): Promise<string> => {
    await control.idle();
    const { links } = await mailbox.latest(email, { link: "/portal/sign-in/" });
    return links.find((link) => link.includes("/portal/sign-in/")) ?? "";
  };
  /** The link of the newest mail that asks the address to confirm that it is an administrator. Throws where there is none. */
  const confirmationLink = async (email: string): Promise<string> => {
    await control.idle();
    const { links } = await mailbox.latest(email, { link: "/confirm/" });
    return links.find((link) => link.includes("/confirm/")) ?? "";
  };
  /** Opens a mailed link and presses its button. The answer sets the cookie of the session, or says why not. */
  const followLink = async (link: string): Promise<Answer> => {
    const page = await request("GET", link);
    const form = fillIn(page.text, page.url, new URL(link).pathname);
    return form === undefined ? page : request("POST", form.url, { body: form.fields });
  };
  return {
    askForLink,
    signInLink,
    confirmationLink,
    followLink,
    /** The portal with the cookie of an answer. */
    portal: (email: string, answer: Answer): Portal => portalOf(baseUrl, email, cookieOf(answer)),
    /** Asks for a link, follows it, and answers the portal. Throws where no mail came or the link opens nothing. */
    signIn: async (email: string): Promise<Portal> => {
      succeeded(await askForLink(email));
      const opened = succeeded(await followLink(await signInLink(email)));
      if (cookieOf(opened) === "") throw new Error(`The link to sign in opened no session for ${email}.`);
      return portalOf(baseUrl, email, cookieOf(opened));
    },
  };
};

/** Who administers customers. */
export type Administrator = ReturnType<typeof administratorOf>;
