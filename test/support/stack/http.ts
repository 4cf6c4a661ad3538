import { expect } from "vitest";
import { problemFaults } from "../contract/problem-documents.ts";

/** What is sent. An object becomes JSON, a form a form, a text is sent as it is. */
export interface Asking {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back; redirects are not followed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body. Throws when it is no JSON. */
  readonly json: Readonly<Record<string, unknown>>;
}

const bodyOf = (body: unknown): { body?: string | URLSearchParams; type?: string } => {
  if (body === undefined) return {};
  if (body instanceof URLSearchParams) return { body };
  return { body: typeof body === "string" ? body : JSON.stringify(body), type: "application/json" };
};

/** One request over HTTP. Every problem document on the way is held to its schema. */
export async function call(url: string, method: string, { token, body, headers = {} }: Asking = {}): Promise<Answer> {
  const sent = bodyOf(body);
  const response = await fetch(url, {
    method,
    redirect: "manual",
    body: sent.body ?? null,
    headers: {
      ...(sent.type && { "content-type": sent.type }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
  });
  const text = await response.text();
  const answer: Answer = {
    status: response.status,
    headers: response.headers,
    text,
    get json() {
      return JSON.parse(text) as Record<string, unknown>;
    },
  };
  if (response.headers.get("content-type") === "application/problem+json") {
    expect(problemFaults(answer.json)).toEqual([]);
    expect(answer.json["status"]).toBe(response.status);
  }
  return answer;
}

/** A problem document without what differs from request to request. */
export const withoutInstance = ({ status, json }: Answer): object => ({ status, ...json, instance: "" });

/** The fields of a page's answer form, as it stands. Hidden fields and ticked boxes, as a browser would send them. */
export function formIn(page: string): URLSearchParams {
  const form = new URLSearchParams();
  const offer = /<form[^>]*id="offer".*?<\/form>/s.exec(page)?.[0] ?? "";
  for (const [tag] of offer.matchAll(/<input[^>]*>/g)) {
    const attribute = (name: string): string | undefined => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
    const isSent = attribute("type") === "hidden" || (/\schecked/.test(tag) && !/\sdisabled/.test(tag));
    if (isSent) form.append(attribute("name") ?? "", attribute("value") ?? "on");
  }
  const duration = /<option value="([^"]*)"\s*selected/.exec(offer)?.[1];
  if (duration !== undefined) form.set("duration", duration);
  return form;
}
