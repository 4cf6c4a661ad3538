import { validateHeaderName, validateHeaderValue, type ServerResponse } from "node:http";
import * as z from "zod";

const isHeader = (name: string, value: string): boolean => {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
};

/** What a function may answer with a status code; `null` is as good as nothing. */
const answerSchema = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String))
    .refine((headers) => Object.entries(headers).every(([name, value]) => isHeader(name, value)))
    .nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Lambda hands over six megabytes, and the gateway gives an error for what Lambda does not; source: "Lambda quotas" of the Lambda guide. */
const maximumPayloadBytes = 6 * 1024 * 1024;

/** Whether Lambda takes this as an event or hands it over as an answer. */
export const fitsLambda = (payload: unknown): boolean =>
  Buffer.byteLength(JSON.stringify(payload)) <= maximumPayloadBytes;

/** Sends an answer of the gateway itself. */
export const sendMessage = (response: ServerResponse, status: number, message: string): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message }));
};

/** Sends what a function returned; without a status code the whole return value is the body of a 200, in a wrong form it is an error. */
export const sendAnswer = (response: ServerResponse, payload: unknown): void => {
  const shaped = typeof payload === "object" && payload !== null && "statusCode" in payload;
  if (!shaped) {
    const body = typeof payload === "string" ? payload : JSON.stringify(payload);
    response.writeHead(200, { "content-type": "application/json" }).end(body);
    return;
  }
  const answer = answerSchema.safeParse(payload);
  if (!answer.success) return sendMessage(response, 500, "Internal Server Error");
  const { statusCode, headers, cookies, body, isBase64Encoded } = answer.data;
  response.setHeader("content-type", "text/plain;charset=UTF-8");
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  if (cookies && cookies.length > 0) response.setHeader("set-cookie", cookies);
  response.writeHead(statusCode).end(Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"));
};
