import { succeeded, type Answer } from "./answers.ts";
import type { Control } from "./control.ts";
import { choicesOf, faultsOn, fieldOn, fillIn, formOf, type Fields } from "./pages.ts";

/** A personal link, or a page that was opened earlier: then it is answered as it stood, however old it is by now. */
export type Opened = string | Answer;

/** What a customer says when it accepts; every other field of the page can be filled in by its name. */
export interface Acceptance {
  readonly name?: string;
  readonly title?: string;
  /** Without it what the page has ticked; `all` ticks everything. */
  readonly permission?: readonly string[] | "all";
  readonly duration?: string;
  readonly code?: string;
  /** `null` leaves the box empty. */
  readonly agreement?: "on" | null;
  readonly [field: string]: string | readonly string[] | null | undefined;
}

/** Who holds a personal link, with a browser without script. Every verb answers what came back, refusals too. */
export const customerOf = (control: Control) => {
  const { request } = control;
  const open = (link: string): Promise<Answer> => request("GET", link);
  /** Posts a form without a page, as no browser would: fields are sent as they are. */
  const post = (url: string, fields: Fields = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    request("POST", url, { body: formOf(fields), headers });

  /**
   * Fills in the form that posts to this part of the link, and sends it. A page that is refused is the answer itself;
   * throws where a page is there without such a form.
   */
  const submit = async (opened: Opened, part: string, typed: Fields = {}): Promise<Answer> => {
    const page = typeof opened === "string" ? await open(opened) : opened;
    const form = fillIn(page.text, page.url, `/${part}`, typed);
    if (form !== undefined) return request("POST", form.url, { body: form.fields });
    if (page.status >= 400) return page;
    throw new Error(`The page of ${page.request} has no form that posts to ${part}.`);
  };
  /** Posts to this part of a link without opening the page, as no browser would: fields are sent as they are. */
  const postTo = (link: string, part: string, fields?: Fields): Promise<Answer> => {
    const url = new URL(link, control.url);
    url.pathname += `/${part}`;
    return post(url.href, fields);
  };
  const decide = (opened: Opened, decision: string, typed: Fields): Promise<Answer> =>
    submit(opened, "decision", { ...typed, decision });

  const acceptance = async (opened: Opened, said: Acceptance): Promise<[Answer, Fields]> => {
    const page = typeof opened === "string" ? await open(opened) : opened;
    const permission = said.permission === "all" ? choicesOf(page.text, "permission") : said.permission;
    // Who speaks for several organisations, or could found another, has to say for which: the first that the page offers.
    const isChosen = fillIn(page.text, page.url, "/decision")?.fields.has("customer") === true;
    const customer = isChosen ? undefined : choicesOf(page.text, "customer")[0];
    return [page, { name: "Ada Lovelace", title: "Head of IT", agreement: "on", customer, ...said, permission }];
  };

  return {
    open,
    post,
    postTo,
    /** Sends the form as it is filled in, with a decision only where `typed` has one. */
    fillIn: (opened: Opened, typed: Fields = {}) => submit(opened, "decision", typed),
    /** Posts a decision without opening the page. */
    answer: (link: string, decision: string, fields: Fields = {}) => postTo(link, "decision", { ...fields, decision }),
    /** Accepts with what the page has ticked, unless `said` is otherwise. */
    accept: async (opened: Opened, said: Acceptance = {}) => {
      const [page, typed] = await acceptance(opened, said);
      const answer = await decide(page, "accept", typed);
      // Whose mailbox a code proves learns only then that it speaks for an organisation, and says for which.
      const isAsked = faultsOn(answer.text).some(({ field }) => field === "customer");
      if (said["customer"] !== undefined || !isAsked) return answer;
      const [choice, chosen] = await acceptance(answer, said);
      return decide(choice, "accept", { ...chosen, ...(fieldOn(answer.text, "proof") && { code: null }) });
    },
    /** Accepts the relationship and none of the permissions, by the button for that. */
    acceptWithoutPermissions: async (opened: Opened, said: Acceptance = {}) => {
      const [page, typed] = await acceptance(opened, said);
      return decide(page, "accept-none", typed);
    },
    decline: (opened: Opened, typed: Fields = {}) => decide(opened, "decline", typed),
    /** "I do not know this partner." */
    report: (opened: Opened, typed: Fields = {}) => decide(opened, "report", typed),
    /** Asks for a code, which comes by mail. */
    requestCode: (opened: Opened, typed: Fields = {}) => submit(opened, "code", typed),
    /** Passes the request on to a colleague; `code` proves the mailbox. */
    handOver: (opened: Opened, email: string, code: string) =>
      submit(opened, "hand-over", { email, "colleague-code": code }),
    /** Asks the partner for a new link, on the page of an expired one. */
    askForNewLink: (opened: Opened) => submit(opened, "new-link"),
    /** The page of the receipt of an accepted request. */
    receipt: (link: string) => {
      const url = new URL(link, control.url);
      url.pathname += "/receipt";
      return open(url.href);
    },
    /** What the page's script says once a person reads it. */
    see: (link: string) => postTo(link, "seen"),
    /** What a mail program does with the one-click header of a mail. Throws where the mail has none. */
    unsubscribe: async (mail: { readonly headers: Readonly<Record<string, string>> }) => {
      const [, url] = /<(https?:[^>]+)>/.exec(mail.headers["list-unsubscribe"] ?? "") ?? [];
      if (url === undefined) throw new Error("The mail has nothing to unsubscribe with.");
      return post(url, { "List-Unsubscribe": "One-Click" });
    },
    /** Resolves once everything that the customer did has had its consequences. Throws where the answer was a refusal. */
    done: async (answer: Promise<Answer>): Promise<Answer> => {
      const done = succeeded(await answer);
      await control.idle();
      return done;
    },
  };
};

/** Who holds a personal link. */
export type Customer = ReturnType<typeof customerOf>;
