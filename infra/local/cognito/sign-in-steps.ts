import { randomUUID } from "node:crypto";
import type { Issuer } from "./cognito.ts";
import { codeAt, isCodeOf, newSecret } from "./one-time-codes.ts";
import { digestOf, lackOf } from "./passwords.ts";
import type { Member, PoolUsers } from "./pool-users.ts";

/** What the sign-in pages ask a person for. */
export type Step =
  | { readonly ask: "user" }
  | { readonly ask: "password"; readonly attempt: string }
  | {
      readonly ask: "app";
      readonly attempt: string;
      readonly secret: string;
      readonly email: string;
      readonly code: string;
    }
  | { readonly ask: "code"; readonly attempt: string; readonly code: string };

/** The next page with what was wrong on the last one, or who has signed in. */
export type Outcome = { readonly step: Step; readonly fault?: string | undefined } | { readonly user: Member };

interface Attempt {
  readonly sub: string;
  readonly ask: "password" | "app" | "code";
  /** The secret that is being set up, or that is known. */
  readonly secret: string;
  /** Virtual seconds. */
  readonly until: number;
}

/** Seconds for which a person may take to get through; source: AuthSessionValidity of the client, by default. */
const attemptLifetime = 180;

const wrong = "Incorrect username or password.";

/**
 * The way through the sign-in pages, as Cognito's: address and password, then a password of one's own in place of the
 * first one, then an authenticator app, which is set up once and asked each time. Seeded users have neither and are chosen.
 */
export class SignInSteps {
  readonly #issuer: Issuer;
  readonly #users: PoolUsers;
  readonly #attempts = new Map<string, Attempt>();

  constructor(issuer: Issuer, users: PoolUsers) {
    this.#issuer = issuer;
    this.#users = users;
  }

  /** Takes what a person sent. */
  take(form: URLSearchParams): Outcome {
    const chosen = this.#users.enabled(form.get("user") ?? "");
    if (chosen !== undefined && chosen.credentials.password === undefined) return { user: chosen };
    const attempt = this.#attempts.get(form.get("attempt") ?? "");
    if (attempt === undefined)
      return form.has("attempt") ? again("Take the steps again from here.") : this.#begin(form);
    this.#attempts.delete(form.get("attempt") ?? "");
    const user = this.#users.enabled(attempt.sub);
    if (user === undefined || attempt.until <= this.#issuer.now())
      return again("It took too long, or the user is no longer there. Begin again.");
    if (attempt.ask === "password") return this.#change(user, form.get("new_password") ?? "");
    if (!isCodeOf(attempt.secret, form.get("code") ?? "", this.#issuer.now()))
      return { ...this.#ask(user, attempt.ask, attempt.secret), fault: "That is not the code of now." };
    this.#users.equip(user.sub, { secret: attempt.secret });
    return { user };
  }

  #begin(form: URLSearchParams): Outcome {
    const user = this.#users.named(form.get("email")?.trim() ?? "");
    const { password, firstUntil = Infinity } = user?.credentials ?? {};
    if (user === undefined || password !== digestOf(form.get("password") ?? "")) return again(wrong);
    if (user.credentials.disabled === true) return again("User is disabled.");
    if (Math.floor(firstUntil / 1000) <= this.#issuer.now())
      return again("Temporary password has expired and must be reset by an administrator.");
    return firstUntil === Infinity ? this.#afterPassword(user) : this.#ask(user, "password", "");
  }

  #change(user: Member, password: string): Outcome {
    const fault = lackOf(password, this.#issuer.pool.passwords);
    if (fault !== undefined) return { ...this.#ask(user, "password", ""), fault };
    this.#users.equip(user.sub, { password: digestOf(password), firstUntil: undefined });
    return this.#afterPassword(user);
  }

  #afterPassword(user: Member): Outcome {
    if (!this.#issuer.pool.secondFactor) return { user };
    const { secret } = user.credentials;
    return secret === undefined ? this.#ask(user, "app", newSecret()) : this.#ask(user, "code", secret);
  }

  #ask(user: Member, ask: Attempt["ask"], secret: string): { readonly step: Step } {
    const attempt = randomUUID();
    this.#attempts.set(attempt, { sub: user.sub, ask, secret, until: this.#issuer.now() + attemptLifetime });
    if (ask === "password") return { step: { ask, attempt } };
    const code = codeAt(secret, this.#issuer.now());
    const email = String(user.attributes["email"]);
    return { step: ask === "app" ? { ask, attempt, secret, email, code } : { ask, attempt, code } };
  }
}

const again = (fault: string): Outcome => ({ step: { ask: "user" }, fault });
