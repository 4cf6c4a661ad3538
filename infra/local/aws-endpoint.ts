import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { LocalServer } from "./local-server.ts";

/** One SDK call: who calls what with which input. */
export interface Call {
  /** Signing name of the service: `dynamodb`, `sqs`, `events`, `ses`, `secretsmanager`, `cognito-idp`. */
  readonly service: string;
  readonly operation: string;
  /** Name of the function that calls, or `localCaller` for scripts and tests. */
  readonly caller: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** An answer on its way back to the SDK; `hangUp` closes the connection instead. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly hangUp?: true;
}

/** What answers the calls of one service. */
export type CallHandler = (call: Call) => Promise<Reply>;

/** Stands between every caller and every service: may refuse, act and then fail, or change the call. */
export type Interceptor = (call: Call, act: (call: Call) => Promise<Reply>) => Promise<Reply>;

/** An error that AWS would answer; `code` is the error's name in the SDK. */
export class AwsError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = code;
    this.code = code;
  }
}

/** Access key of scripts and tests, which may call every service. */
export const localAccessKey = "LOCALLOCALLOCALLOCAL";

/** The name under which scripts and tests call. */
export const localCaller = "local";

const statuses: Readonly<Record<string, number>> = { AccessDenied: 403, NotFoundException: 404 };
const serverFaults = /^(Internal|ServiceUnavailable)/;

/** The answer of a service that speaks JSON. */
export const jsonReply = (output: unknown): Reply => ({
  status: 200,
  contentType: "application/x-amz-json-1.0",
  body: JSON.stringify(output),
});

/** What one operation of a service answers. */
export type Operation = (input: Call["input"], call: Call) => unknown;

/** The handler of a service that speaks JSON, by its operations; an unknown one is answered with an error by name. */
export const answering =
  (service: string, operations: Readonly<Record<string, Operation>>): CallHandler =>
  async (call) =>
    jsonReply(await known(service, operations, call.operation)(call.input, call));

/** One of a service's operations. Throws by name when it has none of that name. */
export const known = <Run>(service: string, operations: Readonly<Record<string, Run>>, name: string): Run => {
  const run = operations[name];
  if (run !== undefined) return run;
  throw new AwsError("UnknownOperationException", `The local stack does not know ${service} ${name}.`);
};

/** The answer of a service that speaks the query protocol; `result` is XML. */
export const queryReply = (operation: string, namespace: string, result: string): Reply => ({
  status: 200,
  contentType: "text/xml",
  body: `<${operation}Response xmlns="http://${namespace}/"><${operation}Result>${result}</${operation}Result></${operation}Response>`,
});

/** Calls of SES version 2, which speaks REST: the operation by method and path, where the path ends in its one parameter. */
const sesVersion2: Readonly<Record<string, { readonly operation: string; readonly parameter: string }>> = {
  "GET /v2/email/suppression/addresses/": { operation: "GetSuppressedDestination", parameter: "EmailAddress" },
  "DELETE /v2/email/suppression/addresses/": { operation: "DeleteSuppressedDestination", parameter: "EmailAddress" },
};
const restOperations: readonly string[] = Object.values(sesVersion2).map(({ operation }) => operation);

/** The answer by which the SDK throws `code`, in the protocol of the call's service. */
export const errorReply = (
  call: Pick<Call, "service"> & { readonly operation?: string | undefined },
  code: string,
  message: string,
  more: object = {},
): Reply => {
  const status = serverFaults.test(code) ? 500 : (statuses[code] ?? 400);
  if (call.service === "cloudformation" || (call.service === "ses" && !restOperations.includes(call.operation ?? ""))) {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>local</RequestId></ErrorResponse>`;
    return { status, contentType: "text/xml", body };
  }
  return {
    status,
    contentType: "application/x-amz-json-1.0",
    body: JSON.stringify({ __type: code, message, ...more }),
    headers: { "x-amzn-errortype": code },
  };
};

/** Operation and input of a call: from the path (REST), the target header (JSON protocols) or the form (query protocol). */
const parseCall = (request: IncomingMessage, body: string): Pick<Call, "operation" | "input"> => {
  const [, path = "", last = ""] = /^(\/v2\/email\/.*\/)([^/?]+)/.exec(request.url ?? "") ?? [];
  const rest = sesVersion2[`${request.method} ${path}`];
  if (rest !== undefined) return { operation: rest.operation, input: { [rest.parameter]: decodeURIComponent(last) } };
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") {
    const input = JSON.parse(body || "{}") as Record<string, unknown>;
    return { operation: target.slice(target.lastIndexOf(".") + 1), input };
  }
  const { Action, ...input } = Object.fromEntries(new URLSearchParams(body));
  return { operation: Action ?? "", input };
};

const credentialOf = (request: IncomingMessage): { accessKey: string; service: string } => {
  const [, accessKey, , , service] =
    /Credential=([^/]+)\/(\d+)\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? "") ?? [];
  return { accessKey: accessKey ?? "", service: service ?? "" };
};

/** The one HTTP endpoint behind every `AWS_ENDPOINT_URL_*`: knows the caller by its access key and the service by the signature. */
export class AwsEndpoint {
  readonly #server = new LocalServer((request, response) => {
    void this.#answer(request).then((reply) => {
      if (reply.hangUp) return void request.socket.destroy();
      const date = new Date(this.#now()).toUTCString();
      response.writeHead(reply.status, { date, "content-type": reply.contentType, ...reply.headers }).end(reply.body);
    });
  });
  readonly #callers = new Map([[localAccessKey, localCaller]]);
  readonly #services = new Map<string, CallHandler>();
  readonly #interceptors: Interceptor[] = [];
  #now = Date.now;

  /** Starts to listen on a free port; answers the base URL. */
  async listen(): Promise<string> {
    return `http://127.0.0.1:${await this.#server.listen(0)}`;
  }

  /** Dates answers by `now`, in milliseconds: an SDK whose own clock is far off repeats every call that failed. */
  dateBy(now: () => number): void {
    this.#now = now;
  }

  serve(name: string, service: CallHandler): void {
    this.#services.set(name, service);
  }

  /** Lets calls signed with `accessKey` in, under the name of the function it belongs to. */
  admit(accessKey: string, caller: string): void {
    this.#callers.set(accessKey, caller);
  }

  /** Adds the next one to pass on the way to the services; the first added is the outermost. */
  intercept(interceptor: Interceptor): void {
    this.#interceptors.push(interceptor);
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  async #answer(request: IncomingMessage): Promise<Reply> {
    const { accessKey, service } = credentialOf(request);
    let operation: string | undefined;
    try {
      const caller = this.#callers.get(accessKey);
      if (caller === undefined)
        throw new AwsError("UnrecognizedClientException", "The security token included in the request is invalid.");
      const act = this.#services.get(service);
      if (act === undefined)
        throw new AwsError("UnknownOperationException", `The local stack has no service ${service}.`);
      const call = { service, caller, ...parseCall(request, await text(request)) };
      operation = call.operation;
      return await this.#pass(call, act);
    } catch (error) {
      if (error instanceof AwsError) return errorReply({ service, operation }, error.code, error.message);
      if (error instanceof z.ZodError)
        return errorReply({ service, operation }, "ValidationException", z.prettifyError(error));
      return errorReply({ service, operation }, "InternalFailure", (error as Error).message);
    }
  }

  #pass(call: Call, act: CallHandler): Promise<Reply> {
    const chain = this.#interceptors.reduceRight<CallHandler>(
      (next, interceptor) => (inner) => interceptor(inner, next),
      act,
    );
    return chain(call);
  }
}
