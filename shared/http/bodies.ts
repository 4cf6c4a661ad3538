import httpJsonBodyParser from "@middy/http-json-body-parser";
import httpUrlencodeBodyParser from "@middy/http-urlencode-body-parser";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { Refusal } from "../domain/refusal.ts";

type Event = APIGatewayProxyEventV2;

const parsers = { json: httpJsonBodyParser(), form: httpUrlencodeBodyParser() };

/** What bodies are read as; `text` is what was sent, unread. */
export type BodyKind = keyof typeof parsers | "text";

/** Puts a body in the place of its text. Throws on one that is not what it says it is. */
export async function parseBody(event: Event, kind: BodyKind): Promise<void> {
  if (event.body === undefined || event.body === "" || event.requestContext.http.method === "GET") {
    delete event.body;
    return;
  }
  // Media types are case-insensitive (RFC 9110), the parsers are not.
  const type = event.headers["content-type"]?.toLowerCase();
  event.headers["content-type"] = type;
  if (kind === "text") return asSent(event);
  if (kind === "form" && type?.startsWith("application/x-www-form-urlencoded")) assertUtf8(event);
  // The parsers want Middy's whole request; they use its event.
  await parsers[kind].before?.({ event } as never);
}

/** For who must see a body as it was sent: nothing but its base64 is taken away, and its type does not matter. */
function asSent(event: Event): void {
  if (event.isBase64Encoded) event.body = Buffer.from(event.body ?? "", "base64").toString("utf8");
}

/** Every page asks for UTF-8; what comes in another encoding would be recorded as marks that nobody can read. */
function assertUtf8({ body = "", isBase64Encoded }: Event): void {
  try {
    const form = isBase64Encoded ? new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(body, "base64")) : body;
    for (const [bytes] of form.matchAll(/(?:%[0-9A-F]{2})+/gi)) decodeURIComponent(bytes);
  } catch {
    throw new Refusal("malformed-body", "The body is not UTF-8.");
  }
}
