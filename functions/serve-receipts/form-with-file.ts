import type { HttpRequest } from "../../shared/http/request.ts";
import { Refusal } from "../../shared/kernel/refusal.ts";

/** The posted form, multipart for the sake of its file, which is taken as its text. */
export async function formOf({ body, headers }: HttpRequest): Promise<unknown> {
  const sent = new Response(typeof body === "string" ? body : "", {
    headers: { "content-type": headers["content-type"] ?? "" },
  });
  const form = await sent.formData().catch(() => {
    throw new Refusal("malformed-body", "The body is not a form.");
  });
  const texts = [...form].map(async ([name, value]) => [name, typeof value === "string" ? value : await value.text()]);
  return Object.fromEntries(await Promise.all(texts)) as unknown;
}
