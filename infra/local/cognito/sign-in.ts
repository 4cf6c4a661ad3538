import { createHash, randomBytes } from "node:crypto";
import type { Issuer, Session } from "./cognito.ts";
import { signInPage, wrongRequestPage } from "../control/page/sign-in.ts";
import type { PoolUsers } from "./pool-users.ts";
import { json, metadataOf, OAuthError, page, redirect, type SignInAnswer } from "./sign-in-answers.ts";
import { SignInSteps } from "./sign-in-steps.ts";

/** A request to the issuer: path below its URL, parameters of query or form. */
export interface SignInRequest {
  readonly method: string;
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly authorization: string | undefined;
}

interface Grant {
  readonly session: Session;
  readonly redirectUri: string;
  readonly challenge: string;
  /** Virtual seconds. */
  readonly until: number;
}

/** Seconds for which Cognito takes a code. */
const codeLifetime = 300;

const hashOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");
const secret = (): string => randomBytes(32).toString("base64url");

/**
 * The pages and endpoints of a user pool's domain: authorization code, renewal, revocation. Stricter in one point: without PKCE
 * nobody gets a code, because a public client has nothing else to prove itself by.
 */
export class SignIn {
  readonly #issuer: Issuer;
  readonly #users: PoolUsers;
  readonly #steps: SignInSteps;
  readonly #codes = new Map<string, Grant>();
  readonly #renewals = new Map<string, { readonly session: Session; readonly until: number }>();

  constructor(issuer: Issuer, users: PoolUsers) {
    this.#issuer = issuer;
    this.#users = users;
    this.#steps = new SignInSteps(issuer, users);
  }

  async answer(request: SignInRequest): Promise<SignInAnswer> {
    const { parameters } = request;
    const { noPages } = this.#issuer.pool;
    if (noPages !== undefined && !request.path.startsWith(".well-known/")) return page(404, wrongRequestPage(noPages));
    switch (`${request.method} ${request.path}`) {
      case "GET .well-known/openid-configuration":
        return json(200, metadataOf(this.#issuer));
      case "GET .well-known/jwks.json":
        return json(200, this.#issuer.jwks());
      case "GET oauth2/authorize":
      case "POST oauth2/authorize":
        return this.#authorize(parameters, request.method === "POST");
      case "POST oauth2/token":
        return this.#answered(() => this.#exchange(parameters));
      case "POST oauth2/revoke":
        this.#renewals.delete(parameters.get("token") ?? "");
        return { status: 200, headers: {}, body: "" };
      case "GET oauth2/userInfo":
        return this.#userInfo(request.authorization);
      case "GET logout":
        return this.#logout(parameters);
      default:
        return json(404, { message: "Not Found" });
    }
  }

  /** Shows the next page or, once somebody is through, goes back with a code. Never redirects to where the client does not live. */
  async #authorize(asked: URLSearchParams, isForm: boolean): Promise<SignInAnswer> {
    const { pool } = this.#issuer;
    const redirectUri = asked.get("redirect_uri") ?? "";
    if (asked.get("client_id") !== pool.clientId) return page(400, wrongRequestPage("There is no such client."));
    if (!pool.callbackUrls.includes(redirectUri))
      return page(400, wrongRequestPage("The redirect_uri is not a callback URL of the client."));
    const state = asked.get("state");
    const refuse = (error: string): SignInAnswer => redirect(redirectUri, { error, state });
    if (!pool.codeFlow) return refuse("unauthorized_client");
    if (asked.get("response_type") !== "code") return refuse("unsupported_response_type");
    const scopes = asked.get("scope")?.split(" ").filter(Boolean) ?? pool.scopes;
    if (!scopes.every((scope) => pool.scopes.includes(scope))) return refuse("invalid_scope");
    const challenge = asked.get("code_challenge") ?? "";
    if (challenge === "" || asked.get("code_challenge_method") !== "S256") return refuse("invalid_request");
    const outcome = isForm ? this.#steps.take(asked) : { step: { ask: "user" } as const };
    if ("step" in outcome) return page(200, signInPage(outcome, this.#users.chosen, asked));
    const { user } = outcome;
    const code = secret();
    const session = this.#issuer.begin(user, scopes, asked.get("nonce") ?? undefined);
    this.#codes.set(code, { session, redirectUri, challenge, until: this.#issuer.now() + codeLifetime });
    return redirect(redirectUri, { code, state });
  }

  async #answered(work: () => Promise<object>): Promise<SignInAnswer> {
    try {
      return json(200, await work());
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      return json(400, { error: error.code, error_description: error.message });
    }
  }

  async #exchange(form: URLSearchParams): Promise<object> {
    const { issuer, pool } = { issuer: this.#issuer, pool: this.#issuer.pool };
    if (form.get("client_id") !== pool.clientId) throw new OAuthError("invalid_client", "There is no such client.");
    const kind = form.get("grant_type");
    if (kind !== "authorization_code" && kind !== "refresh_token")
      throw new OAuthError("unsupported_grant_type", "This client exchanges codes and refresh tokens.");
    const first = kind === "authorization_code";
    const session = first ? this.#redeem(form) : this.#renew(form);
    const tokens = await issuer.issue(session, first ? undefined : "TokenGeneration_RefreshTokens");
    const renewal = first && secret();
    if (renewal) this.#renewals.set(renewal, { session, until: issuer.now() + pool.lifetimes.refresh });
    return {
      access_token: tokens.access,
      ...(tokens.id !== undefined && { id_token: tokens.id }),
      ...(renewal && { refresh_token: renewal }),
      token_type: "Bearer",
      expires_in: pool.lifetimes.access,
    };
  }

  /** A code counts once, whether it is redeemed or not. */
  #redeem(form: URLSearchParams): Session {
    const code = form.get("code") ?? "";
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    if (grant === undefined || grant.until <= this.#issuer.now())
      throw new OAuthError("invalid_grant", "The code is unknown, used or too old.");
    if (grant.redirectUri !== form.get("redirect_uri"))
      throw new OAuthError("invalid_grant", "The code was given for another redirect_uri.");
    if (hashOf(form.get("code_verifier") ?? "") !== grant.challenge)
      throw new OAuthError("invalid_grant", "The code_verifier does not fit.");
    return grant.session;
  }

  #renew(form: URLSearchParams): Session {
    const renewal = this.#renewals.get(form.get("refresh_token") ?? "");
    if (renewal === undefined || renewal.until <= this.#issuer.now())
      throw new OAuthError("invalid_grant", "The refresh token is unknown, revoked or expired.");
    const user = this.#users.enabled(renewal.session.user.sub);
    if (user === undefined) throw new OAuthError("invalid_grant", "The user was removed or disabled.");
    return { ...renewal.session, user, nonce: undefined };
  }

  async #userInfo(authorization = ""): Promise<SignInAnswer> {
    try {
      const { sub, scope, token_use } = await this.#issuer.verify(authorization.replace(/^Bearer /i, ""));
      const user = this.#users.named(sub ?? "");
      const scopes = String(scope).split(" ");
      if (user === undefined || token_use !== "access" || !scopes.includes("openid")) throw new Error("No such token.");
      return json(200, { ...this.#issuer.profile({ user, scopes }), username: user.sub });
    } catch {
      const headers = { "www-authenticate": 'Bearer error="invalid_token"', "content-type": "application/json" };
      return { status: 401, headers, body: JSON.stringify({ error: "invalid_token" }) };
    }
  }

  /** Nothing is remembered between sign-ins, so signing out only goes where the client wants its users. */
  async #logout(asked: URLSearchParams): Promise<SignInAnswer> {
    const to = asked.get("logout_uri") ?? "";
    const known = asked.get("client_id") === this.#issuer.pool.clientId && this.#issuer.pool.logoutUrls.includes(to);
    if (!known) return page(400, wrongRequestPage("The logout_uri is not a logout URL of the client."));
    return redirect(to, {});
  }
}
