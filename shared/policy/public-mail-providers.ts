import domains from "email-providers/all.json" with { type: "json" };

const reserved = new Set(["example.com", "example.net", "example.org"]);
const providers = new Set(domains.filter((domain) => !reserved.has(domain)));

/** Whether anyone can have a mailbox there, so that the domain says nothing about an organisation. */
export const isPublicMailProvider = (domain: string): boolean => providers.has(domain);
