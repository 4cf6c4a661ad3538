const atom = [
  // A character that means itself, in ASCII: what stands in a pattern ends up in the source text of generated clients.
  String.raw`[ -~](?<![\\^$.|?*+()[\]{}])`,
  String.raw`\\(?:x[0-9a-f]{2}|[\\^$.|?*+()[\]{}])`,
  String.raw`\[\^?(?:[ -~](?<![\\^[\]&])|\\x[0-9a-f]{2}|\\[\\^[\]-])+\]`,
  String.raw`\)`,
].join("|");
const quantifier = String.raw`(?:[*+?]|\{[0-9]{1,3}(?:,[0-9]{1,3})?\})?`;
const portable = new RegExp(String.raw`^(?:(?:${atom})${quantifier}|\((?!\?)|[|^$])*$`);

/**
 * Whether a pattern is of the subset of regular expressions that JavaScript with and without the u flag, Python, Java and
 * Go read alike: JSON Schema's (2020-12, core, 6.4), and `\xHH`.
 */
export function isPortable(pattern: string): boolean {
  if (!portable.test(pattern)) return false;
  try {
    return new RegExp(pattern, "u").source !== "";
  } catch {
    return false;
  }
}
