import { html } from "hono/html";
import { clockOf } from "../calls.ts";
import type { LocalStack } from "../../stack.ts";
import { alarmList } from "./alarms.ts";
import { clockForms, virtualNow } from "./clock.ts";
import { faultForms, faultList } from "./faults.ts";
import { frame, type Markup } from "./frame.ts";
import { mailList, mailReader, mailSearch, mailViews } from "./mailbox.ts";
import { timeline } from "./timeline.ts";
import { tokenForm } from "./token.ts";
import { functionTable, queueTable } from "./workings.ts";

/** A part of the page that the script replaces when the server draws it differently. */
const live = (id: string, content: Markup): Markup => html`<div id="${id}" data-live>${content}</div>`;

const panel = (title: string, content: Markup, kind = ""): Markup =>
  html`<section class="panel ${kind}" aria-label="${title}">
    <h2>${title}</h2>
    ${content}
  </section>`;

const linksOf = ({ url, awsUrl }: LocalStack): Markup =>
  html`<nav class="links" aria-label="Links">
    <a href="${url}/">Home</a>
    <a href="${url}/portal">Portal</a>
    <a href="${url}/verify">Check a receipt</a>
    <a href="/_local/gallery">Every mail</a>
    <a href="${url}/v1/openapi.json">OpenAPI</a>
    <a href="${url}/v1/asyncapi.json">AsyncAPI</a>
    <span class="soft">For scripts:</span>
    <a href="/_local/status">status</a>
    <a href="/_local/mail">mail</a>
    <a href="/_local/events">events</a>
    <a href="/_local/ses">SES</a>
    <a href="/_local/issuer/.well-known/openid-configuration">OpenID</a>
    <span class="soft">API ${url} · AWS ${awsUrl}</span>
  </nav>`;

/** Whom the page was asked a token for. */
const tokenAsked = (query: URLSearchParams): { readonly partner: string; readonly role: string } | undefined => {
  const [partner, role] = [query.get("partner"), query.get("role")];
  return partner === null || role === null ? undefined : { partner, role };
};

/** The control page as the stack stands now; `fault` says why what was just asked did not happen. Throws a RangeError when a token is asked for nobody. */
export const controlPage = async (local: LocalStack, { searchParams }: URL, fault?: string): Promise<string> => {
  const { mails, events, parts } = local;
  const asked = tokenAsked(searchParams);
  const token = asked && (await local.token(asked));
  const filter = { search: searchParams.get("q") ?? "", lang: searchParams.get("lang") ?? "" };
  const chosen = mails.find(({ id }) => id === searchParams.get("mail")) ?? mails.at(-1);
  const view = mailViews.find((name) => name === searchParams.get("view")) ?? "html";
  const now = clockOf(local);
  return frame(
    "Rapport, local",
    html`<a class="skip" href="#mailbox">Skip to the mailbox</a>
      <header>
        <h1>Rapport <span class="soft">local</span></h1>
        <div class="now">${live("now", virtualNow(now))} <span id="connection" role="status" class="soft"></span></div>
        ${linksOf(local)}
        <div class="clock" role="group" aria-label="Clock">${clockForms(now)}</div>
      </header>
      <main>
        ${live("fault", fault === undefined ? html`` : html`<p role="alert">${fault}</p>`)}
        ${panel(
          "Mailbox",
          html`${mailSearch(filter, mails)}
            <div id="mailbox" class="mailbox" tabindex="-1">
              ${live("mails", mailList(mails, { ...filter, chosen, all: searchParams.has("all") }))}
              ${live("mail", mailReader(chosen, view, filter))}
            </div>`,
          "wide",
        )}
        ${panel("Events", live("timeline", timeline(events, { ses: searchParams.has("ses"), all: searchParams.has("allevents") })), "tall")}
        ${panel("Token", tokenForm(local.partners, asked, token))}
        ${panel("Alarms", live("alarms", alarmList(parts.alarms)))}
        ${panel("Queues", live("queues", queueTable(parts.queues)))}
        ${panel("Functions", live("functions", functionTable(parts.functions)))}
        ${panel("Faults", html`${live("faults", faultList(parts.faults.pending))} ${faultForms(parts.functions)}`)}
      </main>`,
    "control.client.js",
  );
};
