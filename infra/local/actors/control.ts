import { request, succeeded, type Answer, type Sending } from "./answers.ts";

/** Who acts: a user of a seeded partner, the operator, or any user of the pool by address. */
export type Who =
  { readonly partner: string; readonly role: string } | { readonly role: "operator" } | { readonly email: string };

/** The control calls of a running local stack. */
export interface Control {
  readonly url: string;
  /** One request, to a path of the stack or to a whole address. */
  readonly request: (method: string, address: string, sending?: Sending) => Promise<Answer>;
  /** One call below `/_local`, and what it answers. Throws when it is refused. */
  readonly call: (
    method: "GET" | "POST" | "DELETE",
    path: string,
    body?: object,
  ) => Promise<Readonly<Record<string, unknown>>>;
  /** A fresh access token: a token lives for an hour, and tests let months pass. */
  readonly token: (who: Who) => Promise<string>;
  /** Waits until everything that was asked has had its consequences. */
  readonly idle: () => Promise<void>;
}

/** How a stack is driven, where it is not as usual. */
export interface Driving {
  /** Carries out every request. */
  readonly send?: typeof request;
  /** Waits for consequences. */
  readonly idle?: () => Promise<void>;
}

/** Control calls of the stack at this URL. */
export const controlOf = (url: string, { send = request, idle }: Driving = {}): Control => {
  const to: Control["request"] = (method, address, sending) => send(method, new URL(address, url).href, sending);
  const call: Control["call"] = async (method, path, body) => {
    const answer = succeeded(await to(method, `/_local/${path}`, { body }));
    return answer.status === 204 ? {} : answer.json;
  };
  return {
    url,
    request: to,
    call,
    token: async (who) => String((await call("POST", "token", who)).token),
    idle: idle ?? (async () => void (await call("POST", "idle", {}))),
  };
};
