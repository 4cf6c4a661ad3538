import { request, succeeded } from "./answers.ts";

/** Who acts: a user of a seeded partner, the operator, or any user of the pool by address. */
export type Who =
  { readonly partner: string; readonly role: string } | { readonly role: "operator" } | { readonly email: string };

/** The control calls of a running local stack. */
export interface Control {
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

/** Control calls of the stack at this URL. */
export const controlOf = (baseUrl: string): Control => {
  const call: Control["call"] = async (method, path, body) => {
    const answer = succeeded(await request(method, `${baseUrl}/_local/${path}`, { body }));
    return answer.status === 204 ? {} : answer.json;
  };
  return {
    call,
    token: async (who) => String((await call("POST", "token", who)).token),
    idle: async () => void (await call("POST", "idle", {})),
  };
};
