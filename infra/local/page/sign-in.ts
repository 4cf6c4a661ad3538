import { html } from "hono/html";
import type { User } from "../cognito.ts";
import { frame, type Markup } from "./frame.ts";

const personOf = ({ sub, attributes }: User): Markup => {
  const partner = attributes["custom:partner_id"];
  return html`<li>
    <button name="user" value="${sub}">
      <strong>${attributes.email}</strong> <span class="soft">${attributes["custom:role"]} ${partner ?? ""}</span>
    </button>
  </li>`;
};

/** Everybody who can sign in, each a button; what the client asked travels along. */
export const signInPage = (users: readonly User[], asked: URLSearchParams): Promise<string> => {
  const kept = [...asked].filter(([name]) => name !== "user");
  return frame(
    "Sign in",
    html`<main class="narrow">
      <h1>Sign in</h1>
      <p>The local stack asks for no password. In AWS this is the user pool's own page.</p>
      <form method="post" action="/_local/issuer/oauth2/authorize">
        ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <ol class="people">
          ${users.map(personOf)}
        </ol>
      </form>
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
