import { request, succeeded, type Answer, type Sending } from "./answers.ts";

/** Who acts: a user of a seeded partner, the operator, or any user of the pool by address. */
export type Who =
  { readonly partner: string; readonly role: string } | { readonly role: "operator" } | { readonly email: string };

/** How a stack is driven, where it is not as usual. */
export interface Driving {
  /** Carries out every request. */
  readonly send?: typeof request;
  /** Waits for consequences. */
  readonly idle?: () => Promise<void>;
}

/** Control calls of the stack at this URL. */
export const controlOf = (url: string, { send = request, idle }: Driving = {}) => {
  /** One request, to a path of the stack or to a whole address. */
  const to = (method: string, address: string, sending?: Sending): Promise<Answer> =>
    send(method, new URL(address, url).href, sending);
  /** One call below `/_local`, and what it answers. Throws when it is refused. */
  const call = async (method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<Answer["json"]> => {
    const answer = succeeded(await to(method, `/_local/${path}`, { body }));
    return answer.status === 204 ? {} : answer.json;
  };
  return {
    url,
    request: to,
    call,
    /** A fresh access token: a token lives for an hour, and tests let months pass. */
    token: async (who: Who) => String((await call("POST", "token", who)).token),
    /** Waits until everything that was asked has had its consequences. */
    idle: idle ?? (async () => void (await call("POST", "idle", {}))),
  };
};

/** The control calls of a running local stack. */
export type Control = ReturnType<typeof controlOf>;
