import { html } from "hono/html";
import { clockOf } from "../control-calls.ts";
import type { LocalStack } from "../stack.ts";
import { clockForms, virtualNow } from "./clock.ts";
import { faultForms, faultList } from "./faults.ts";
import { frame, type Markup } from "./frame.ts";
import { mailList, mailReader, mailViews } from "./mailbox.ts";
import { timeline } from "./timeline.ts";
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
    <a href="${url}/v1/health">API <span class="soft">${url}</span></a>
    <a href="/_local/status">Status</a>
    <a href="/_local/mail">Mail</a>
    <a href="/_local/events">Events</a>
    <a href="/_local/issuer/.well-known/openid-configuration">Sign-in</a>
    <span class="soft">AWS ${awsUrl}</span>
  </nav>`;

/** The control page as the stack stands now; `fault` says why what was just asked did not happen. */
export const controlPage = (local: LocalStack, { searchParams }: URL, fault?: string): Promise<string> => {
  const { mails, events, parts } = local;
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
          html`<div id="mailbox" class="mailbox" tabindex="-1">
            ${live("mails", mailList(mails, chosen))} ${live("mail", mailReader(chosen, view))}
          </div>`,
          "wide",
        )}
        ${panel("Events", live("timeline", timeline(events)), "tall")}
        ${panel("Queues", live("queues", queueTable(parts.queues)))}
        ${panel("Functions", live("functions", functionTable(parts.functions)))}
        ${panel("Faults", html`${live("faults", faultList(parts.faults.pending))} ${faultForms(parts.functions)}`)}
      </main>`,
    "control.client.js",
  );
};
