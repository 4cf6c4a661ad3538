import type { MultipartReader } from "../../shared/http/bodies.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";

/** The fields of a multipart form by their names, a file as its text. */
export const readFormWithFile: MultipartReader = async ({ body = "", isBase64Encoded }, type) => {
  const sent = new Response(isBase64Encoded ? Buffer.from(body, "base64") : body, {
    headers: { "content-type": type },
  });
  const form = await sent.formData().catch(() => {
    throw new Refusal("malformed-body", "The body is not a form.");
  });
  const parts = [...form].map(async ([name, part]) => [name, typeof part === "string" ? part : await part.text()]);
  return Object.fromEntries(await Promise.all(parts)) as unknown;
};
