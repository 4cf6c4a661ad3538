import PostalMime from "postal-mime";

/** One mail as it was handed to SES; `headers` by lower-case name, repeated ones joined by a comma. */
export interface Mail {
  readonly id: string;
  /** The `Message-ID` that the sender wrote. */
  readonly sentAs: string;
  readonly at: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Every distinct http(s) address in text and HTML, in the order in which they come. */
  readonly links: readonly string[];
}

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
  "&lt;": "<",
  "&gt;": ">",
};

/** Every distinct http(s) address in text and HTML, in the order in which they come. */
export const linksOf = (text: string, html: string): string[] => {
  const inText = text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  const inHtml = [...html.matchAll(/href="(https?:[^"]*)"/g)].map(([, link = ""]) =>
    link.replaceAll(/&(?:amp|quot|#39|lt|gt);/g, (entity) => entities[entity] ?? entity),
  );
  return [...new Set([...inText, ...inHtml])];
};

/** Reads a raw MIME message. `recipients` are those of the envelope. */
export const readMail = async (
  raw: Uint8Array,
  id: string,
  at: string,
  recipients: readonly string[],
): Promise<Mail> => {
  const parsed = await PostalMime.parse(raw);
  const headers: Record<string, string> = {};
  for (const { key, value } of parsed.headers) headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
  const addressed = [...(parsed.to ?? []), ...(parsed.cc ?? []), ...(parsed.bcc ?? [])].flatMap(
    (entry) => entry.address ?? [],
  );
  const text = parsed.text ?? "";
  const html = parsed.html ?? "";
  return {
    id,
    sentAs: headers["message-id"] ?? "",
    at,
    from: headers.from ?? "",
    to: recipients.length > 0 ? recipients : addressed,
    subject: parsed.subject ?? "",
    text,
    html,
    headers,
    links: linksOf(text, html),
  };
};
