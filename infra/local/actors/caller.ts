import { succeeded, type Answer } from "./answers.ts";
import type { Control, Who } from "./control.ts";

/** What a call may carry beside its body. */
export interface Conditions {
  /** Value of `Idempotency-Key`. */
  readonly key?: string;
  /** Value of `If-Match`. */
  readonly ifMatch?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Query parameters; what is undefined is left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** The query of a URL, with its question mark; empty without parameters. */
export const queryOf = (query: Query): string => {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
};

/** Any call of the API by one user. Each has a fresh token. */
export const callerOf =
  (control: Control, who: Who) =>
  async (method: string, path: string, body?: unknown, conditions: Conditions = {}): Promise<Answer> => {
    const { key, ifMatch, headers } = conditions;
    const authorization = `Bearer ${await control.token(who)}`;
    const own = { authorization, "idempotency-key": key, "if-match": ifMatch };
    return control.request(method, path, { body, headers: { ...own, ...headers } });
  };

/** The id in an answer. Throws with the refusal when it was refused. */
export const idIn = (answer: Answer): string => String(succeeded(answer).json.id);
