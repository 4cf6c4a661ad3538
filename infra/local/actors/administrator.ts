import { succeeded, type Answer } from "./answers.ts";
import { queryOf } from "./caller.ts";
import type { Control } from "./control.ts";
import type { Mailbox } from "./mailbox.ts";
import { fieldOn, fillIn, formOf, type Fields } from "./pages.ts";

/** What an administrator says of one partner, or of all. */
type SendersChange = { readonly partnerId: string; readonly status: string } | { readonly mode: string };

/** The cookies that an answer sets, as a browser sends them back. */
const cookieOf = ({ headers }: Answer): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

/** With a CSRF field that is known, forms are posted without opening their pages. */
const portalOf = ({ request, url: baseUrl }: Control, email: string, cookie: string, known?: string) => {
  const get = (path: string): Promise<Answer> => request("GET", path, { headers: { cookie } });
  const send = (url: string, body: URLSearchParams): Promise<Answer> =>
    request("POST", url, { body, headers: { cookie } });
  /** Fills in and sends a form of an opened page by the end of the path that it posts to. Throws where there is none. */
  const submit = async (page: Answer, ending: string, typed: Fields = {}): Promise<Answer> => {
    const form = fillIn(page.text, page.url, ending, typed);
    if (form === undefined) throw new Error(`The page of ${page.request} has no form that posts to ${ending}.`);
    return send(form.url, form.fields);
  };
  /**
   * Opens the page of this path, fills in the form on it that posts there, and sends it; where the page has no such form,
   * the fields alone with the session's CSRF field. A field that is null is not sent, the CSRF field neither.
   */
  const post = async (path: string, typed: Fields = {}): Promise<Answer> => {
    if (known !== undefined) return send(path, formOf({ csrf: known, ...typed }));
    const page = await get(path);
    const form = fillIn(page.text, page.url, new URL(path, baseUrl).pathname, typed);
    if (form !== undefined) return send(form.url, form.fields);
    const csrf = fieldOn(page.text, "csrf") ?? fieldOn((await get("/portal")).text, "csrf");
    return send(path, formOf({ csrf, ...typed }));
  };
  const customerAt = (id: string): string => `/portal/customers/${id}`;
  const relationshipAt = (id: string): string => `/portal/relationships/${id}`;
  const administrators = (customerId: string): Promise<Answer> => get(`${customerAt(customerId)}/administrators`);
  return {
    ...{ email, cookie, get, post, submit, administrators },
    /** Signs out on the page at this address. */
    signOut: async (from = "/portal") => submit(await get(from), "/portal/sign-out"),
    signOutEverywhere: async (from = "/portal") => submit(await get(from), "/portal/sign-out-everywhere"),
    relationship: (id: string) => get(relationshipAt(id)),
    customer: (id: string) => get(customerAt(id)),
    /** The id of an administrator of a customer, from the list. Throws where the list does not have the address. */
    idOf: async (customerId: string, wanted: string) => {
      const rows = succeeded(await administrators(customerId))
        .text.split("<tr>")
        .slice(1);
      const [, id] = /administrators\/(\w{26})/.exec(rows.find((row) => row.includes(wanted)) ?? "") ?? [];
      if (id === undefined) throw new Error(`The list of administrators leads to no page of ${wanted}.`);
      return id;
    },
    /** Adds an administrator, who confirms by a mailed link. */
    add: (customerId: string, added: string) => post(`${customerAt(customerId)}/administrators`, { email: added }),
    remove: (customerId: string, id: string) => post(`${customerAt(customerId)}/administrators/${id}`),
    /** Says who may ask the customer: one partner, or all, or only those that are listed. */
    changeSenders: (customerId: string, wanted: SendersChange) =>
      "partnerId" in wanted
        ? post(`${customerAt(customerId)}/senders/${wanted.partnerId}`, { status: wanted.status })
        : post(`${customerAt(customerId)}/senders`, { mode: wanted.mode, asked: "yes" }),
    rename: (customerId: string, name: string) => post(`${customerAt(customerId)}/name`, { name }),
    removePermissions: (id: string, permission?: string) =>
      post(`${relationshipAt(id)}/remove${queryOf({ permission })}`),
    renewPermissions: (id: string) => post(`${relationshipAt(id)}/renew`),
    pause: (id: string, permission?: string) => post(`${relationshipAt(id)}/pause${queryOf({ permission })}`),
    resume: (id: string, permission?: string) => post(`${relationshipAt(id)}/resume${queryOf({ permission })}`),
    endRelationship: (id: string, reason?: string) => post(`${relationshipAt(id)}/end`, { reason }),
  };
};

/** A signed-in administrator in the portal, with a browser without script. */
export type Portal = ReturnType<typeof portalOf>;

/** Who administers customers, by the portal. */
export const administratorOf = (control: Control, mailbox: Mailbox) => {
  const { request } = control;
  /** Asks for a mail with a link to sign in. The answer is the same whether there is such an administrator or not. */
  const askForLink = async (email: string, typed: Fields = {}, from = "/portal"): Promise<Answer> => {
    const page = succeeded(await request("GET", from));
    const form = fillIn(page.text, page.url, "/portal/sign-in", { email, ...typed });
    if (form === undefined) throw new Error("The portal has no form to sign in with.");
    return request("POST", form.url, { body: form.fields });
  };
  /** The newest link to this folder that was mailed to the address. Throws where there is none. */
  const linkTo = async (email: string, folder: string): Promise<string> => {
    await control.idle();
    return mailbox.link(email, folder);
  };
  /** The link to sign in of the newest mail to the address. */
  const signInLink = (email: string): Promise<string> => linkTo(email, "/portal/sign-in/");
  /** The link of the newest mail that asks the address to confirm that it is an administrator. */
  const confirmationLink = (email: string): Promise<string> => linkTo(email, "/confirm/");
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
    /** Confirms by the newest mailed link. */
    confirm: async (email: string): Promise<Answer> => followLink(await confirmationLink(email)),
    /** The portal with the cookie of an answer. */
    portal: (email: string, answer: Answer): Portal => portalOf(control, email, cookieOf(answer)),
    /** The portal of a session whose cookie and CSRF field are known. Its forms are posted without opening their pages. */
    session: (email: string, cookie: string, csrf: string): Portal => portalOf(control, email, cookie, csrf),
    /** Asks for a link, follows it, and answers the portal. Throws where no mail came or the link opens nothing. */
    signIn: async (email: string): Promise<Portal> => {
      succeeded(await askForLink(email));
      const opened = succeeded(await followLink(await signInLink(email)));
      if (cookieOf(opened) === "") throw new Error(`The link to sign in opened no session for ${email}.`);
      return portalOf(control, email, cookieOf(opened));
    },
  };
};
