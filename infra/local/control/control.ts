import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { ControlError, controlCalls, messageOf, statusFor } from "./calls.ts";
import { EventFeed } from "./event-feed.ts";
import { composeGallery, type Gallery } from "./gallery.ts";
import { controlPage } from "./page/control.ts";
import { galleryMail, galleryPage } from "./page/gallery.ts";
import { SignIn } from "../cognito/sign-in.ts";
import type { LocalStack } from "../stack.ts";

const pageAsset = (name: string): string => readFileSync(new URL(`page/${name}`, import.meta.url), "utf8");
const assetTypes: Readonly<Record<string, string>> = {
  "control.css": "text/css; charset=utf-8",
  "control.client.js": "text/javascript; charset=utf-8",
};

/** The page loads nothing from elsewhere; mails come in frames of their own with an even shorter list. */
const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; frame-src 'self'; base-uri 'none'",
};
/** A mail may style itself as it may in a mail program, and may do nothing else. */
const mailHeaders = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox",
};

const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  if (body === undefined) response.writeHead(204).end();
  else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};

/** The fields of a form, as our page sends them; curl gives JSON that same type unless told otherwise. */
const formIn = ({ headers }: IncomingMessage, sent: string): URLSearchParams | undefined =>
  headers["content-type"]?.startsWith("application/x-www-form-urlencoded") && !sent.startsWith("{")
    ? new URLSearchParams(sent)
    : undefined;

/** What a form means in JSON: empty fields are absent, counts are numbers, a ticked box is true, a call is its service and operation. */
const formBody = (form: URLSearchParams): Record<string, unknown> => {
  const [service = "", operation = ""] = form.get("call")?.split(" ") ?? [];
  const fields = { ...Object.fromEntries(form), method: "", call: "", service, operation };
  const given = Object.entries(fields).filter(([, value]) => value !== "");
  return Object.fromEntries(
    given.map(([name, value]) => [name, value === "on" ? true : name === "times" ? Number(value) : value]),
  );
};

const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/** Any web page may send requests to localhost, under names of its own too; only our own pages and scripts are meant to. */
const assertOwn = ({ headers }: IncomingMessage): void => {
  if (!loopback.test(headers.host ?? "")) throw new ControlError(403, "Foreign host.");
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`)
    throw new ControlError(403, "Foreign origin.");
};

/** Whether a request is for `/_local` or something under it; every other path is the API's. */
export const isControl = ({ url = "" }: IncomingMessage): boolean => /^\/_local(?:[/?]|$)/.test(url);

/** Whether a request asks how the stack is doing, which is answered at any time. */
export const asksForStatus = ({ method, url = "" }: IncomingMessage): boolean =>
  method === "GET" && /^\/_local\/status(?:\?|$)/.test(url);

/** The status before the services are put together. */
export const startingStatus = (response: ServerResponse): void => sendJson(response, 200, { ready: false });

/** Everything under `/_local`: the page and its assets, the issuer, the event stream, and JSON for scripts. */
export class Control {
  readonly #local: LocalStack;
  readonly #feed: EventFeed;
  readonly #signIn: SignIn | undefined;
  /** As it was composed when the page was opened last; what is chosen there follows. */
  #gallery: Promise<Gallery> | undefined;

  constructor(local: LocalStack) {
    this.#local = local;
    this.#feed = new EventFeed(local.parts.buses, local.parts.activity);
    this.#signIn = local.parts.issuer && new SignIn(local.parts.issuer, local.parts.users);
  }

  /** Answers one request; its own failures too. */
  async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#dispatch(message, response, new URL(message.url ?? "/", this.#local.url));
    } catch (error) {
      sendJson(response, statusFor(error), { message: messageOf(error) });
    }
  }

  async #dispatch(message: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [, first = "", rest = ""] = /^\/_local(?:\/([^/]+)(?:\/(.+))?)?$/.exec(url.pathname) ?? [];
    const key = `${message.method} ${first}`;
    if (first === "issuer") return this.#signInWith(message, response, rest, url);
    assertOwn(message);
    // Early requests wait, so that seeding does not undo their changes.
    if (!asksForStatus(message)) await this.#local.whenReady();
    if (key === "GET ") return this.#showPage(response, url);
    if (key === "GET assets" && rest in assetTypes)
      return void response.writeHead(200, { "content-type": assetTypes[rest] }).end(pageAsset(rest));
    if (`${key}/${rest}` === "GET events/stream") return this.#feed.serve(response, url.searchParams.get("since"));
    if (key === "GET gallery") return this.#showGallery(response, url.searchParams, rest);
    const [mail = "", view] = rest.split("/");
    if (key === "GET mail" && view === "html") return this.#showMail(response, mail);
    const sent = await text(message);
    const run = async (method: string | undefined, body: unknown): Promise<unknown> => {
      const call = controlCalls[`${method} ${first}${rest === "" ? "" : "/"}`];
      if (call === undefined) throw new ControlError(404, `There is no ${method} ${url.pathname}.`);
      const answer = await call(this.#local, { query: url.searchParams, body, rest });
      if (method !== "GET") this.#feed.tellChange();
      return answer;
    };
    const form = formIn(message, sent);
    if (form) return this.#answerForm(response, url, () => run(form.get("method") ?? message.method, formBody(form)));
    sendJson(response, 200, await run(message.method, sent === "" ? undefined : JSON.parse(sent)));
  }

  /** The page or, when it was asked for something that there is not, the page with the reason on it. */
  async #showPage(response: ServerResponse, url: URL): Promise<void> {
    try {
      const page = await controlPage(this.#local, url);
      response.writeHead(200, pageHeaders).end(page);
    } catch (error) {
      const page = await controlPage(this.#local, new URL("/_local", url), messageOf(error));
      response.writeHead(statusFor(error), pageHeaders).end(page);
    }
  }

  /** Back to the page or, when that did not work, the page with the reason on it. */
  async #answerForm(response: ServerResponse, url: URL, run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
      response.writeHead(303, { location: "/_local" }).end();
    } catch (error) {
      response.writeHead(statusFor(error), pageHeaders).end(await controlPage(this.#local, url, messageOf(error)));
    }
  }

  async #signInWith(message: IncomingMessage, response: ServerResponse, path: string, url: URL): Promise<void> {
    if (this.#signIn === undefined) throw new ControlError(404, "The template has no user pool.");
    const parameters = message.method === "POST" ? new URLSearchParams(await text(message)) : url.searchParams;
    const { authorization } = message.headers;
    const answer = await this.#signIn.answer({ method: message.method ?? "", path, parameters, authorization });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  async #showGallery(response: ServerResponse, query: URLSearchParams, part: string): Promise<void> {
    if (part !== "" && part !== "html") throw new ControlError(404, `There is no gallery/${part}.`);
    if (query.size === 0 || this.#gallery === undefined) this.#gallery = composeGallery();
    const gallery = await this.#gallery;
    if (part === "") response.writeHead(200, pageHeaders).end(await galleryPage(gallery, query));
    else response.writeHead(200, mailHeaders).end(`<base target="_blank">${galleryMail(gallery, query)}`);
  }

  #showMail(response: ServerResponse, id: string): void {
    const mail = this.#local.mails.find((candidate) => candidate.id === id);
    if (mail === undefined) throw new ControlError(404, `There is no mail ${id}.`);
    response.writeHead(200, mailHeaders).end(`<base target="_blank">${mail.html}`);
  }
}
