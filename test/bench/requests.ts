import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { actorsOn, type Actors } from "../../infra/local/actors/actors.ts";
import { answerOf, type Answer, type Sending, type request } from "../../infra/local/actors/answers.ts";
import { routes, type FunctionName } from "../../infra/manifests.ts";
import { signLink } from "../../shared/crypto/links.ts";
import { aMasterKey } from "../support/builders/a-master-key.ts";
import { anHttpEvent } from "../support/stack/http-event.ts";

const origin = "https://rapport.example";

/** A request that an actor makes. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly sending: Sending;
}

/** The function that serves a request, and the event with which API Gateway invokes it. */
export interface Invocation {
  readonly name: FunctionName;
  readonly event: APIGatewayProxyEventV2;
}

const patterns = routes
  .filter(({ key }) => key.includes(" "))
  .map(({ key, function: name }) => {
    const [method = "", path = ""] = key.split(" ");
    return { key, name, method, path: new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`) };
  })
  // A fixed part of a path comes before a parameter.
  .toSorted((one, other) => one.key.split("{").length - other.key.split("{").length);

/** What API Gateway makes of a request. One with a token has these claims. */
export function invocationOf({ method, url, sending }: Sent, claims: unknown): Invocation {
  const { pathname, searchParams } = new URL(url);
  const route = patterns.find((one) => one.method === method && one.path.test(pathname));
  if (route === undefined) throw new Error(`No function serves ${method} ${pathname}.`);
  const { body, headers = {} } = sending;
  const isForm = body instanceof URLSearchParams;
  const type = isForm ? "application/x-www-form-urlencoded" : "application/json";
  const given = Object.entries({ ...(body !== undefined && { "content-type": type }), ...headers });
  const parameters = Object.entries(route.path.exec(pathname)?.groups ?? {});
  const event = anHttpEvent({
    routeKey: route.key,
    path: pathname,
    parameters: Object.fromEntries(parameters.map(([name, value]) => [name, decodeURIComponent(value)])),
    ...(searchParams.size > 0 && { query: Object.fromEntries(searchParams) }),
    headers: Object.fromEntries(given.filter((header): header is [string, string] => header[1] !== undefined)),
    ...(body !== undefined && {
      body: isForm ? body.toString() : typeof body === "string" ? body : JSON.stringify(body),
    }),
    claims: headers["authorization"] === undefined ? null : claims,
  });
  return { name: route.name, event };
}

/** An answer of a function, as an actor reads it. */
export const answered = (
  { method, url }: Pick<Sent, "method" | "url">,
  { status, headers, text }: { readonly status: number; readonly headers?: object; readonly text: string },
): Promise<Answer> =>
  answerOf(`${method} ${url}`, url, new Response(text === "" ? null : text, { status, headers: { ...headers } }));

/** Actors whose requests are answered by `answer`. They have a token, and nothing is waited for. */
export const actorsBy = (answer: (sent: Sent) => Promise<Answer>, url = origin, token = "token"): Actors => {
  const send: typeof request = async (method, address, sending = {}) => {
    const sent = { method, url: address, sending };
    if (!new URL(address).pathname.startsWith("/_local/")) return answer(sent);
    return answered(sent, { status: 200, text: JSON.stringify({ token }) });
  };
  return actorsOn(url, { send, idle: async () => undefined });
};

/** The request that an actor makes last, which is not sent. */
export async function requestOf(
  act: (actors: Actors) => Promise<unknown>,
  url?: string,
  token?: string,
): Promise<Sent> {
  let last: Sent | undefined;
  const keep = (sent: Sent): Promise<Answer> => {
    last = sent;
    return answered(sent, { status: 200, text: "{}" });
  };
  await act(actorsBy(keep, url, token));
  if (last === undefined) throw new Error("The actor has made no request.");
  return last;
}

/** The link in the mail of an invitation that was just sent. */
export const linkOf = (id: unknown, url = origin): string =>
  `${url}/i/${signLink({ invitationId: String(id), version: 1, epoch: 1 }, aMasterKey())}`;
