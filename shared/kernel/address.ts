const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Said of what has no normal form. */
export const notAnAddress =
  "This is not a mail address that mail can be sent to. Before the @ only ASCII without quotation marks is supported.";

/**
 * The one written form of a mail address: trimmed, NFC, lower case, its domain in ASCII (IDNA).
 * Null when it is no address. At most 254 characters (RFC 5321), 64 of them before the @.
 */
export function normaliseAddress(text: string): string | null {
  const address = text.trim().normalize("NFC").toLowerCase();
  const at = address.lastIndexOf("@");
  const local = address.slice(0, at);
  // "=?" begins an encoded word (RFC 2047), which a mail program would show decoded.
  const domain = at > 0 ? asciiDomain(address.slice(at + 1)) : null;
  if (domain === null || local.length > 64 || !localPart.test(local) || local.includes("=?")) return null;
  const normal = `${local}@${domain}`;
  return normal.length <= 254 ? normal : null;
}

/** The part behind the @ of a normalised address. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/**
 * The mailbox of a normalised address: the address without the `+tag` of its local part. No provider's own rules apply,
 * such as dots that count for nothing. A local part that begins with `+` is left as it is.
 */
export function mailboxOf(address: string): string {
  const tag = address.indexOf("+");
  return tag > 0 && tag < address.lastIndexOf("@")
    ? address.slice(0, tag) + address.slice(address.lastIndexOf("@"))
    : address;
}

function asciiDomain(domain: string): string | null {
  // URL parsing is IDNA as browsers and mail systems do it; anything that is more than a host is refused before.
  if (/[^\p{L}\p{M}\p{N}.-]/u.test(domain) || !URL.canParse(`http://${domain}`)) return null;
  const ascii = new URL(`http://${domain}`).hostname;
  const labels = ascii.split(".");
  return labels.length > 1 && labels.every((part) => label.test(part)) && !/^\d+$/.test(labels.at(-1) ?? "")
    ? ascii
    : null;
}
