import type { HttpAnswer } from "../http/request.ts";
import { pageAnswer, seeOther } from "./answers.ts";

/** Forms need to send their origin; other sites do not get an address. */
export const sessionHeaders = { "referrer-policy": "same-origin" } as const;

/** A page of a session. */
export const sessionAnswer = (body: string, status = 200, headers: HttpAnswer["headers"] = {}): HttpAnswer =>
  pageAnswer(status, body, { ...sessionHeaders, ...headers });

/** A redirect to another page of the session. */
export const onTo = (location: string): HttpAnswer => seeOther(location, sessionHeaders["referrer-policy"]);
