import { faultsOn, headingOf } from "./pages.ts";

/** What is wrong with one field, as a problem document or a page says it. */
export interface Fault {
  /** A JSON pointer of a problem document, or the name of a page's field. */
  readonly field: string;
  readonly message: string;
  /** Only problem documents have codes. */
  readonly code?: string;
}

/** What came back. Redirects are not followed. */
export interface Answer {
  /** Method and URL, for messages. */
  readonly request: string;
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body. Throws when it is not JSON. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Why it was refused: the kind of the problem (`validation`, `wrong-state`), or the heading of the page; null for a success. */
  readonly refusal: string | null;
  /** What is wrong with single fields; empty where nothing is. */
  readonly faults: readonly Fault[];
}

/** What is sent. An object becomes JSON, `URLSearchParams` a form, a text is sent as it is. */
export interface Sending {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

const kindOf = (type: unknown): string => String(type).replace(/^.*\/problems\//, "");

const faultsIn = (problem: Readonly<Record<string, unknown>>): Fault[] =>
  ((problem.errors ?? []) as { pointer: string; message: string; code?: string }[]).map(
    ({ pointer, message, code }) => ({ field: pointer, message, ...(code !== undefined && { code }) }),
  );

/** Reads a response. */
export async function answerOf(request: string, url: string, response: Response): Promise<Answer> {
  const text = await response.text();
  const { status, headers } = response;
  const type = headers.get("content-type") ?? "";
  const json = (): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
  const isProblem = type.startsWith("application/problem+json");
  return {
    ...{ request, url, status, headers, text },
    get json() {
      return json();
    },
    get refusal() {
      if (status < 400) return null;
      if (isProblem) return kindOf(json().type);
      return type.startsWith("text/html") ? headingOf(text) : text;
    },
    get faults() {
      if (isProblem) return faultsIn(json());
      return type.startsWith("text/html") ? faultsOn(text) : [];
    },
  };
}

/** One request over HTTP. */
export const request = async (method: string, url: string, { body, headers = {} }: Sending = {}): Promise<Answer> => {
  const isJson = typeof body === "object" && body !== null && !(body instanceof URLSearchParams);
  const given = Object.entries({ ...(isJson && { "content-type": "application/json" }), ...headers });
  const response = await fetch(url, {
    method,
    redirect: "manual",
    headers: given.filter((header): header is [string, string] => header[1] !== undefined),
    body: isJson ? JSON.stringify(body) : ((body ?? null) as string | URLSearchParams | null),
  });
  return answerOf(`${method} ${url}`, url, response);
};

/** The same answer, where it is a success. Throws with what was refused, and why, where it is not. */
export const succeeded = (answer: Answer): Answer => {
  const { request, status, refusal, faults } = answer;
  if (status < 400) return answer;
  const details = faults.map(({ field, message }) => `${field}: ${message}`).join("; ");
  throw new Error(`${request} was answered with ${status}, ${refusal ?? ""}${details && ` (${details})`}.`);
};
