import { createHash, randomUUID } from "node:crypto";
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from "jose";
import type { Clock } from "../clock.ts";
import { askTrigger, changed, changedScopes, type TokenSource } from "./pre-token.ts";
import type { UserPool } from "./user-pool.ts";

/** A user of the pool: attributes by name, custom ones with their prefix. */
export interface User {
  readonly sub: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a user of the pool signs in with. Who was put in without a password signs in by being chosen. */
export interface Credentials {
  /** Digest of the password: the first one until it was changed, the user's own then. */
  readonly password?: string | undefined;
  /** When a first password ends, milliseconds; absent once the user has one of their own. */
  readonly firstUntil?: number | undefined;
  /** Secret of the authenticator app, once it is set up. */
  readonly secret?: string | undefined;
  /** Whether an administrator of the pool has disabled the user, who then gets no token. */
  readonly disabled?: boolean | undefined;
}

/** One sign-in of a user, from which tokens are issued until its refresh token ends. */
export interface Session {
  readonly user: User;
  readonly scopes: readonly string[];
  /** When the user signed in, seconds. */
  readonly signedInAt: number;
  readonly nonce: string | undefined;
  /** Ties the tokens of one sign-in together. */
  readonly originJti: string;
}

/** Tokens of one answer; the identity token only where `openid` was asked for. */
export interface Tokens {
  readonly access: string;
  readonly id: string | undefined;
}

const algorithm = "RS256";

/** Left half of the hash, as OpenID Connect Core 3.1.3.6 has it. */
const atHashOf = (token: string): string =>
  createHash("sha256").update(token).digest().subarray(0, 16).toString("base64url");

/**
 * Issues and verifies the tokens of a pool, in virtual time and in Cognito's shape. `oidc-provider` does not fit: it takes no
 * other clock than the machine's, and its access tokens have an audience where Cognito's have none.
 */
export class Issuer {
  readonly url: string;
  readonly pool: UserPool;
  readonly #clock: Clock;
  readonly #privateKey: CryptoKey;
  readonly #keySet: { readonly keys: readonly JWK[] };
  readonly #findKey: ReturnType<typeof createLocalJWKSet>;

  constructor(pool: UserPool, clock: Clock, privateKey: CryptoKey, publicKey: JWK) {
    this.url = pool.providerUrl;
    this.pool = pool;
    this.#clock = clock;
    this.#privateKey = privateKey;
    this.#keySet = { keys: [publicKey] };
    this.#findKey = createLocalJWKSet({ keys: [publicKey] });
  }

  /** Virtual seconds. */
  now(): number {
    return Math.floor(this.#clock.now() / 1000);
  }

  /** Begins a session of the user, for all of the client's scopes unless some are named. */
  begin(user: User, scopes = this.pool.scopes, nonce?: string): Session {
    return { user, scopes, nonce, signedInAt: this.now(), originJti: randomUUID() };
  }

  /** The tokens of a session, shaped by the pool's pre-token function. Throws when that function fails. */
  async issue(session: Session, triggerSource: TokenSource = "TokenGeneration_HostedAuth"): Promise<Tokens> {
    const { user, scopes, signedInAt, nonce, originJti } = session;
    const { trigger, clientId, region, id: userPoolId, lifetimes } = this.pool;
    const about = { triggerSource, region, userPoolId, clientId, userName: user.sub };
    const request = { userAttributes: this.#attributesOf(user), scopes };
    const shaped = trigger && (await askTrigger(trigger, about, request));
    const common = { auth_time: signedInAt, origin_jti: originJti };
    const scope = changedScopes(scopes, shaped?.access).join(" ");
    const accessClaims = { ...common, token_use: "access", client_id: clientId, username: user.sub, scope };
    const access = await this.#sign(user, changed(accessClaims, shaped?.access), lifetimes.access);
    if (!scopes.includes("openid")) return { access, id: undefined };
    const identity = { token_use: "id", aud: clientId, "cognito:username": user.sub, at_hash: atHashOf(access) };
    const idClaims = { ...common, ...identity, ...this.profile(session), ...(nonce !== undefined && { nonce }) };
    return { access, id: await this.#sign(user, changed(idClaims, shaped?.id), lifetimes.id) };
  }

  /** What the client may know of its user: readable attributes, the address only with the scope `email`. */
  profile({ user, scopes }: Pick<Session, "user" | "scopes">): Readonly<Record<string, string>> {
    const addressShown = scopes.includes("email") || scopes.includes("profile");
    const shown = Object.entries(this.#attributesOf(user)).filter(([name]) =>
      name.startsWith("email") ? addressShown && this.pool.readable("email") : this.pool.readable(name),
    );
    return { ...Object.fromEntries(shown.filter(([name]) => !name.startsWith("cognito:"))), sub: user.sub };
  }

  /** The claims of a token of this issuer. Throws when its key is unknown, or it is expired or not yet valid at the virtual now. */
  async verify(token: string): Promise<JWTPayload> {
    const currentDate = new Date(this.#clock.now());
    return (await jwtVerify(token, this.#findKey, { issuer: this.url, algorithms: [algorithm], currentDate })).payload;
  }

  /** What `/.well-known/jwks.json` answers. */
  jwks(): { readonly keys: readonly JWK[] } {
    return this.#keySet;
  }

  /** The signing key, to open the same issuer with it again. */
  async keep(): Promise<JWK> {
    return exportJWK(this.#privateKey);
  }

  #attributesOf({ sub, attributes }: User): Readonly<Record<string, string>> {
    const own = Object.entries(attributes).filter(
      ([name]) => !name.startsWith("custom:") || this.pool.customAttributes.has(name),
    );
    return { sub, "cognito:user_status": "CONFIRMED", ...Object.fromEntries(own) };
  }

  #sign({ sub }: User, claims: JWTPayload, lifetime: number): Promise<string> {
    const now = this.now();
    return new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm, kid: this.#keySet.keys[0]?.kid ?? "" })
      .setIssuer(this.url)
      .setSubject(sub)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(this.#privateKey);
  }
}

/** An issuer for the pool, with a key of its own or with one that was kept. */
export const openIssuer = async (pool: UserPool, clock: Clock, kept?: JWK): Promise<Issuer> => {
  const key = kept ?? (await exportJWK((await generateKeyPair(algorithm, { extractable: true })).privateKey));
  const { kty, n, e } = key;
  const kid = createHash("sha256").update(String(n)).digest("base64url");
  const privateKey = (await importJWK(key, algorithm, { extractable: true })) as CryptoKey;
  return new Issuer(pool, clock, privateKey, { kty, n, e, kid, alg: algorithm, use: "sig" });
};
