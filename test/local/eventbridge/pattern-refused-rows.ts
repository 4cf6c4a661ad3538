type Json = Readonly<Record<string, unknown>>;

const field = (...alternatives: readonly unknown[]): Json => ({ f: alternatives });

/** What EventBridge does not take, with the word that the refusal names. */
export const refusedPatterns: readonly (readonly [names: string, pattern: Json])[] = [
  ["nearly", field({ nearly: 1 })],
  ["anything-but nearly", field({ "anything-but": { nearly: "x" } })],
  ["anything-but numeric", field({ "anything-but": { numeric: ["<", 1] } })],
  ["anything-but prefix", field({ "anything-but": { prefix: "" } })],
  ["anything-but prefix", field({ "anything-but": { prefix: { "equals-ignore-case": "a" } } })],
  ["anything-but", field({ "anything-but": ["a", 1] })],
  ["anything-but", field({ "anything-but": [] })],
  ["anything-but", field({ "anything-but": null })],
  ["prefix nearly", field({ prefix: { nearly: "x" } })],
  ["prefix", field({ prefix: 5 })],
  ["suffix", field({ suffix: ["a"] })],
  ["equals-ignore-case", field({ "equals-ignore-case": null })],
  ["exists", field({ exists: "yes" })],
  ["numeric", field({ numeric: ["~", 1] })],
  ["numeric", field({ numeric: ["<", "1"] })],
  ["numeric", field({ numeric: ["<"] })],
  ["numeric", field({ numeric: ["<", 5, ">", 1] })],
  ["numeric", field({ numeric: [">", 5, "<", 5] })],
  ["numeric", field({ numeric: ["<", 6e9] })],
  ["wildcard", field({ wildcard: "a**b" })],
  ["wildcard", field({ wildcard: String.raw`a\b` })],
  ["cidr", field({ cidr: "10.0.0.1" })],
  ["cidr", field({ cidr: "10.0.0.0/32" })],
  ["cidr", field({ cidr: "10.0.0/8" })],
  ["prefix, suffix", field({ prefix: "a", suffix: "b" })],
  ["none", field({})],
  ["no list", field(["a"])],
  ["list of alternatives", { f: "a" }],
  ["list of alternatives", { f: [] }],
  ["list of alternatives", { f: {} }],
];
