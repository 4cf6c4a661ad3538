import { SignatureV4 } from "@smithy/signature-v4";
import { createHash, createHmac } from "node:crypto";
import * as z from "zod/mini";
import type { Suppression } from "../domain/address-standing.ts";

/** The mail service's own list of addresses to which this account sends nothing. */
export interface AccountList {
  /** Why and since when the list has an address; null where it does not. */
  readonly find: (email: string) => Promise<Suppression | null>;
  /** Takes an address off the list; nothing happens where it is not on it. */
  readonly remove: (email: string) => Promise<void>;
}

const foundSchema = z.object({
  SuppressedDestination: z.object({ Reason: z.string(), LastUpdateTime: z.number() }),
});

/** How long SES may take to answer, in milliseconds. */
const patience = 5_000;

/**
 * Opens SES's account-level suppression list, for which only version 2 of its API has calls. Own requests, since the SDK's
 * client for it would make the bundle a third larger for two of them.
 */
export function openAccountList(environment: NodeJS.ProcessEnv = process.env): AccountList {
  const { AWS_REGION: region = "", AWS_ENDPOINT_URL_SESV2: endpoint = `https://email.${region}.amazonaws.com` } =
    environment;

  /** The answer to a call; null where the list does not have the address. */
  async function call(method: "GET" | "DELETE", email: string): Promise<unknown> {
    const url = new URL(`/v2/email/suppression/addresses/${encodeURIComponent(email)}`, endpoint);
    const signer = new SignatureV4({ service: "ses", region, credentials: credentialsIn(environment), sha256: Sha256 });
    const { protocol, hostname, pathname: path, host } = url;
    const signed = await signer.sign({ method, protocol, hostname, path, headers: { host } });
    const headers = new Headers(signed.headers);
    // It is signed, and sent by `fetch` itself.
    headers.delete("host");
    const response = await fetch(url, { method, headers, signal: AbortSignal.timeout(patience) });
    const body: unknown = await response.json().catch(() => ({}));
    if (response.ok) return body;
    const [name] = (response.headers.get("x-amzn-errortype") ?? "").split(":");
    if (name === "NotFoundException") return null;
    // Its message can quote the address.
    const failed = Object.assign(new Error("SES refused a call."), { $metadata: { httpStatusCode: response.status } });
    failed.name = name || "UnknownError";
    throw failed;
  }

  return {
    async find(email) {
      const found = await call("GET", email);
      if (found === null) return null;
      const { Reason, LastUpdateTime } = foundSchema.parse(found).SuppressedDestination;
      const at = new Date(LastUpdateTime * 1_000).toISOString();
      return { reason: Reason === "COMPLAINT" ? "complaint" : "bounce", at };
    },
    async remove(email) {
      await call("DELETE", email);
    },
  };
}

/** Those that Lambda gives a function; it replaces the process before they end. */
const credentialsIn = (environment: NodeJS.ProcessEnv) => ({
  accessKeyId: environment["AWS_ACCESS_KEY_ID"] ?? "",
  secretAccessKey: environment["AWS_SECRET_ACCESS_KEY"] ?? "",
  ...(environment["AWS_SESSION_TOKEN"] !== undefined && { sessionToken: environment["AWS_SESSION_TOKEN"] }),
});

/** SHA-256, keyed where a secret is given, as the signer wants it. */
class Sha256 {
  readonly #secret: Uint8Array | string | undefined;
  #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret === undefined || typeof secret === "string" ? secret : bytesOf(secret);
    this.#hash = this.#start();
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof data === "string" ? data : bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }

  reset(): void {
    this.#hash = this.#start();
  }

  #start() {
    return this.#secret === undefined ? createHash("sha256") : createHmac("sha256", this.#secret);
  }
}

const bytesOf = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
