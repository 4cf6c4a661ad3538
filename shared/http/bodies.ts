import { parse } from "node:querystring";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { Refusal } from "../kernel/refusal.ts";

type Event = APIGatewayProxyEventV2;

/**
 * How a body is parsed. `text` is the raw body of any content type. A mail program's one-click request is a form, or
 * multipart without further content (RFC 8058).
 */
export type BodyKind = "json" | "form" | "one-click" | "text";

/** Reads a multipart form, of pages whose form has a file. Throws a refusal on one that is not. */
export type MultipartReader = (event: Pick<Event, "body" | "isBase64Encoded">, type: string) => Promise<unknown>;

const multipart = /^multipart\/form-data\s*;/i;

/** Puts a body in the place of its text. Throws on one that is not what it says it is. */
export async function parseBody(event: Event, kind: BodyKind, readMultipart?: MultipartReader): Promise<void> {
  if (event.body === undefined || event.body === "" || event.routeKey.startsWith("GET ")) {
    delete event.body;
    return;
  }
  const { "content-encoding": encoding, "content-type": type = "" } = event.headers;
  assertNotEncoded(encoding);
  if (kind === "one-click" && multipart.test(type)) {
    delete event.body;
    return;
  }
  if (readMultipart && multipart.test(type)) {
    event.body = (await readMultipart(event, type)) as never;
    return;
  }
  const isForm = kind === "form" || kind === "one-click";
  if (isForm) {
    assertType(type, "application/x-www-form-urlencoded");
    assertUtf8(event);
  }
  if (kind === "json") assertType(type, "application/json");
  const text = event.isBase64Encoded ? Buffer.from(event.body, "base64").toString("utf8") : event.body;
  // What follows takes it as unknown, and not as the text that the gateway's type speaks of.
  event.body = (isForm ? formIn(text) : kind === "json" ? jsonIn(text) : text) as never;
}

function formIn(text: string): unknown {
  if (!text.includes("=")) throw new Refusal("malformed-body", "The body is not a form.");
  return { ...parse(text) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal("malformed-body", "The body is not valid JSON.");
  }
}

/** Nothing is unpacked here: what was compressed would be read as something else. */
function assertNotEncoded(encodings = ""): void {
  if (/^[\s,]*(?:identity[\s,]*)*$/i.test(encodings)) return;
  throw new Refusal("unsupported-media-type", "Send the body without a content encoding.");
}

/** A type that only resembles the one that is read may mean something else: of `null`, or of the bytes of a letter. */
function assertType(sent: string, type: string): void {
  // Media types and their parameters are case-insensitive (RFC 9110).
  const [essence, ...parameters] = sent.split(";").map((part) => part.trim().toLowerCase());
  const charsets = parameters.filter((parameter) => /^charset\s*=/.test(parameter));
  if (essence === type && charsets.every((charset) => /^charset="?utf-?8"?$/.test(charset))) return;
  throw new Refusal("unsupported-media-type", `Send ${type} in UTF-8.`);
}

/** Every page asks for UTF-8; what comes in another encoding would be recorded as marks that nobody can read. */
function assertUtf8({ body = "", isBase64Encoded }: Event): void {
  try {
    const form = isBase64Encoded ? new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(body, "base64")) : body;
    for (const [bytes] of form.matchAll(/(?:%[0-9A-F]{2})+/gi)) decodeURIComponent(bytes);
  } catch {
    throw new Refusal("malformed-body", "The body is not valid UTF-8.");
  }
}
