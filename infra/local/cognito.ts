import { randomUUID } from "node:crypto";
import {
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
  type GenerateKeyPairResult,
  type JWK,
  type JWTPayload,
} from "jose";
import * as z from "zod";
import type { Clock } from "./clock.ts";
import type { UserPool } from "./user-pool.ts";

/** The trigger's answer, as far as it shapes access tokens (version 2 of the event). */
const shapedSchema = z.object({
  response: z.object({
    claimsAndScopeOverrideDetails: z
      .object({
        accessTokenGeneration: z
          .object({
            claimsToAddOrOverride: z.record(z.string(), z.unknown()).nullish(),
            claimsToSuppress: z.array(z.string()).nullish(),
            scopesToAdd: z.array(z.string()).nullish(),
            scopesToSuppress: z.array(z.string()).nullish(),
          })
          .nullish(),
      })
      .nullish(),
  }),
});

/** A user of the pool: attributes by name, custom ones with their prefix. */
export interface User {
  readonly sub: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const algorithm = "RS256";

/** Issues access tokens for the users of a pool, in virtual time. */
export class Issuer {
  readonly url: string;
  readonly #pool: UserPool;
  readonly #clock: Clock;
  readonly #keys: GenerateKeyPairResult;
  readonly #kid = randomUUID();

  constructor(pool: UserPool, clock: Clock, keys: GenerateKeyPairResult) {
    this.url = pool.providerUrl;
    this.#pool = pool;
    this.#clock = clock;
    this.#keys = keys;
  }

  /** An access token for the user, shaped by the pool's pre-token function. Throws when that function fails. */
  async token(user: User): Promise<string> {
    const attributes = Object.entries(user.attributes).filter(
      ([name]) => !name.startsWith("custom:") || this.#pool.customAttributes.has(name),
    );
    const userAttributes = { sub: user.sub, "cognito:user_status": "CONFIRMED", ...Object.fromEntries(attributes) };
    const shaped = await this.#shape(user, userAttributes);
    const suppressed = new Set(shaped?.scopesToSuppress);
    const scopes = [...this.#pool.scopes, ...(shaped?.scopesToAdd ?? [])].filter((scope) => !suppressed.has(scope));
    const now = Math.floor(this.#clock.now() / 1000);
    const claims: JWTPayload = {
      token_use: "access",
      client_id: this.#pool.clientId,
      username: user.sub,
      scope: scopes.join(" "),
      auth_time: now,
      origin_jti: randomUUID(),
      ...shaped?.claimsToAddOrOverride,
    };
    for (const claim of shaped?.claimsToSuppress ?? []) delete claims[claim];
    return new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm, kid: this.#kid })
      .setIssuer(this.url)
      .setSubject(user.sub)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + this.#pool.lifetime)
      .sign(this.#keys.privateKey);
  }

  /** The claims of a token of this issuer. Throws when it is none, expired or not yet valid at the virtual now. */
  async verify(token: string): Promise<JWTPayload> {
    const currentDate = new Date(this.#clock.now());
    return (await jwtVerify(token, this.#keys.publicKey, { issuer: this.url, algorithms: [algorithm], currentDate }))
      .payload;
  }

  /** What `/.well-known/jwks.json` answers. */
  async jwks(): Promise<{ readonly keys: readonly JWK[] }> {
    return { keys: [{ ...(await exportJWK(this.#keys.publicKey)), kid: this.#kid, alg: algorithm, use: "sig" }] };
  }

  async #shape(user: User, userAttributes: object) {
    if (this.#pool.trigger === undefined) return undefined;
    const outcome = await this.#pool.trigger.invoke({
      version: "2",
      triggerSource: "TokenGeneration_HostedAuth",
      region: this.#pool.region,
      userPoolId: this.#pool.id,
      userName: user.sub,
      callerContext: { awsSdkVersion: "local", clientId: this.#pool.clientId },
      request: {
        userAttributes,
        groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
        scopes: this.#pool.scopes,
      },
      response: { claimsAndScopeOverrideDetails: null },
    });
    if (!outcome.ok) throw new Error(`The pre-token function failed: ${outcome.errorType}: ${outcome.errorMessage}`);
    return shapedSchema.parse(outcome.payload).response.claimsAndScopeOverrideDetails?.accessTokenGeneration;
  }
}

/** An issuer for the pool, with keys of its own. */
export const openIssuer = async (pool: UserPool, clock: Clock): Promise<Issuer> =>
  new Issuer(pool, clock, await generateKeyPair(algorithm));
