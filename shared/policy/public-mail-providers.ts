/** Not providers, whatever a list says: reserved for examples (RFC 2606). */
const reserved = new Set(["example.com", "example.net", "example.org"]);

let providers: Promise<ReadonlySet<string>> | null = null;

/** Whether anyone can have a mailbox there, so that the domain says nothing about an organisation. */
export async function isPublicMailProvider(domain: string): Promise<boolean> {
  // Nine thousand domains: read when they are first asked for, not at every cold start.
  providers ??= import("email-providers/all.json", { with: { type: "json" } }).then((list) => new Set(list.default));
  return !reserved.has(domain) && (await providers).has(domain);
}
