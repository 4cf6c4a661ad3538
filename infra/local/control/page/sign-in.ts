import { html } from "hono/html";
import type { User } from "../../cognito/cognito.ts";
import type { Step } from "../../cognito/sign-in-steps.ts";
import { frame, type Markup } from "./frame.ts";

const personOf = ({ sub, attributes }: User): Markup => {
  const partner = attributes["custom:partner_id"];
  return html`<li>
    <button name="user" value="${sub}">
      <strong>${attributes.email}</strong> <span class="soft">${attributes["custom:role"]} ${partner ?? ""}</span>
    </button>
  </li>`;
};

const field = (label: string, name: string, attributes: Markup): Markup =>
  html`<p>
    <label>${label}<br /><input name="${name}" required ${attributes} /></label>
  </p>`;

const codeField = (code: string): Markup => html`
  ${field("Code", "code", html`value="${code}" inputmode="numeric" autocomplete="one-time-code"`)}
  <p class="soft">The field holds what your app would show now, by the stack's own clock.</p>
  <button>Sign in</button>
`;

const titles: Readonly<Record<Step["ask"], string>> = {
  user: "Sign in",
  password: "Choose a password of your own",
  app: "Set up an authenticator app",
  code: "Enter the code of your app",
};

const fieldsOf = (step: Step): Markup => {
  switch (step.ask) {
    case "user":
      return html`${field("Address", "email", html`type="email" autocomplete="username"`)}
        ${field("Password", "password", html`type="password" autocomplete="current-password"`)} <button>Go on</button>`;
    case "password":
      return html`${field("New password", "new_password", html`type="password" autocomplete="new-password"`)}
        <button>Go on</button>`;
    case "app":
      return html`<p>Add this secret to an authenticator app:</p>
        <p><code id="secret">${step.secret}</code></p>
        <p class="soft"><code>otpauth://totp/${encodeURIComponent(step.email)}?secret=${step.secret}</code></p>
        ${codeField(step.code)}`;
    case "code":
      return codeField(step.code);
  }
};

/** What one of our forms sends, beside which everything that the client asked travels along. */
const ownFields = new Set(["user", "email", "password", "attempt", "new_password", "code"]);

/** One of the pages on which users sign in; the first one also lists those who are chosen. */
export const signInPage = (
  { step, fault }: { readonly step: Step; readonly fault?: string | undefined },
  chosen: readonly User[],
  asked: URLSearchParams,
): Promise<string> => {
  const hidden = [...asked].filter(([name]) => !ownFields.has(name));
  if (step.ask !== "user") hidden.push(["attempt", step.attempt]);
  const kept = hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
  const action = "/_local/issuer/oauth2/authorize";
  return frame(
    "Sign in",
    html`<main class="narrow">
      <h1>${titles[step.ask]}</h1>
      ${fault === undefined ? "" : html`<p role="alert"><strong>${fault}</strong></p>`}
      <form method="post" action="${action}" class="sign-in">${kept} ${fieldsOf(step)}</form>
      ${
        step.ask === "user"
          ? html`<h2>Seeded users</h2>
              <p>They have no password here. In AWS everybody has one, and these pages are the user pool's own.</p>
              <form method="post" action="${action}">
                ${kept}
                <ol class="people">
                  ${chosen.map(personOf)}
                </ol>
              </form>`
          : ""
      }
    </main>`,
  );
};

/** For a request that must not be answered by a redirect. */
export const wrongRequestPage = (fault: string): Promise<string> =>
  frame(
    "Sign in",
    html`<main class="narrow">
      <h1>This sign-in cannot go on</h1>
      <p>${fault}</p>
    </main>`,
  );
