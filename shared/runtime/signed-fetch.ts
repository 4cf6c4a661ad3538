import { SignatureV4 } from "@smithy/signature-v4";
import { createHash, createHmac } from "node:crypto";

/** How long a service may take to answer, in milliseconds. */
const patience = 5_000;

/** A call of a service of AWS. */
interface SignedCall {
  /** Under which name the service checks the signature. */
  readonly service: string;
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Signs a call and sends it, a second time where no answer came: calls must be repeatable. For functions in which a whole
 * SDK client would serve one call or two.
 */
export async function signedFetch(
  { service, method, url, headers: own = {}, body }: SignedCall,
  environment: NodeJS.ProcessEnv,
): Promise<Response> {
  const { AWS_REGION: region = "" } = environment;
  const signer = new SignatureV4({ service, region, credentials: credentialsIn(environment), sha256: Sha256 });
  const { protocol, hostname, pathname: path, host } = url;
  const signed = await signer.sign({ method, protocol, hostname, path, headers: { ...own, host }, body });
  const headers = new Headers(signed.headers);
  // It is signed, and sent by `fetch` itself.
  headers.delete("host");
  const send = () => fetch(url, { method, headers, body: body ?? null, signal: AbortSignal.timeout(patience) });
  return send()
    .catch(send)
    .catch(() => {
      throw awsFailure(hostname, "ServiceUnavailable", 503);
    });
}

/** A service's refusal as an error, like the SDK's. Without its message, which can quote what was asked about. */
export function awsFailure(service: string, name: string | undefined, httpStatusCode: number): Error {
  const failed = Object.assign(new Error(`${service} refused a call.`), { $metadata: { httpStatusCode } });
  failed.name = name || "UnknownError";
  return failed;
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
