import { sources } from "../aws-sources.ts";
import { absent, row, type PatternRow } from "./pattern-row.ts";

const { operators, arrays, ruler } = sources;

/** Every operator of the user guide. */
export const operatorRows: readonly PatternRow[] = [
  row("prefix", operators, [{ prefix: "us-" }], {
    matches: ["us-east-1", ["eu-1", "us-1"]],
    misses: ["eu-us-1", "US-1", absent, 5],
  }),
  row("prefix, ignoring case", operators, [{ prefix: { "equals-ignore-case": "EventB" } }], {
    matches: ["eventbridge", "EVENTBRIDGE"],
    misses: ["my eventbridge"],
  }),
  row("suffix", operators, [{ suffix: ".png" }], { matches: ["a.png"], misses: ["a.png.txt", "a.PNG", absent] }),
  row("suffix, ignoring case", operators, [{ suffix: { "equals-ignore-case": "tBridge" } }], {
    matches: ["eventbridge", "EVENTBRIDGE"],
    misses: ["bridges"],
  }),
  row("equals, ignoring case", operators, [{ "equals-ignore-case": "alice" }], {
    matches: ["ALICE", "alice"],
    misses: ["alic", absent, null],
  }),

  row("anything but text", operators, [{ "anything-but": "initializing" }], {
    matches: ["running", "Initializing", 1, null, true],
    misses: ["initializing", absent],
  }),
  row("anything but a number", operators, [{ "anything-but": 123 }], { matches: [124, "123"], misses: [123, absent] }),
  row("anything but texts", operators, [{ "anything-but": ["stopped", "overloaded"] }], {
    matches: ["running"],
    misses: ["stopped", "overloaded"],
  }),
  row("anything but numbers", operators, [{ "anything-but": [100, 200] }], {
    matches: [300, "100"],
    misses: [100, 200],
  }),
  row("anything but a prefix", operators, [{ "anything-but": { prefix: "init" } }], {
    matches: ["running", 5],
    misses: ["initializing", absent],
  }),
  row("anything but prefixes", operators, [{ "anything-but": { prefix: ["us-", "eu-"] } }], {
    matches: ["ap-1"],
    misses: ["us-1", "eu-1"],
  }),
  row("anything but a suffix", operators, [{ "anything-but": { suffix: ".png" } }], {
    matches: ["a.txt"],
    misses: ["a.png"],
  }),
  row("anything but suffixes", operators, [{ "anything-but": { suffix: [".png", ".jpg"] } }], {
    matches: ["a.gif"],
    misses: ["a.png", "a.jpg"],
  }),
  row("anything but text, ignoring case", operators, [{ "anything-but": { "equals-ignore-case": "initializing" } }], {
    matches: ["running"],
    misses: ["INITIALIZING"],
  }),
  row("anything but texts, ignoring case", operators, [{ "anything-but": { "equals-ignore-case": ["on", "off"] } }], {
    matches: ["idle"],
    misses: ["ON", "Off"],
  }),
  row("anything but a wildcard", operators, [{ "anything-but": { wildcard: "*/lib/*" } }], {
    matches: ["/a/bin/b"],
    misses: ["/a/lib/b"],
  }),
  row("anything but wildcards", operators, [{ "anything-but": { wildcard: ["*/lib/*", "*/bin/*"] } }], {
    matches: ["/a/src/b"],
    misses: ["/a/lib/b", "/a/bin/b"],
  }),
  row("anything but one element, where another fits", arrays, [{ "anything-but": "a" }], {
    matches: [["a", "b"]],
    misses: [["a"], ["a", "a"]],
  }),
  row("anything but text, though not an object", ruler, [{ "anything-but": "a" }], { misses: [{ inner: "b" }] }),

  row("numeric, equal", operators, [{ numeric: ["=", 100] }], { matches: [100, 1e2], misses: [101, "100", absent] }),
  row("numeric, less", operators, [{ numeric: ["<", 10] }], { matches: [9.5, -1], misses: [10, "9"] }),
  row("numeric, at most", operators, [{ numeric: ["<=", 10] }], { matches: [10], misses: [10.5] }),
  row("numeric, more", operators, [{ numeric: [">", 10] }], { matches: [11], misses: [10] }),
  row("numeric, at least", operators, [{ numeric: [">=", 10] }], { matches: [10], misses: [9] }),
  row("numeric, a range", operators, [{ numeric: [">", 10, "<=", 20] }], { matches: [11, 20], misses: [10, 21] }),
  row("exists", operators, [{ exists: true }], { matches: ["a", "", null, 0, false], misses: [absent] }),
  row("does not exist", operators, [{ exists: false }], { matches: [absent], misses: ["a", "", null] }),
  row("existence of leaves only", operators, [{ exists: true }], { misses: [{ inner: 1 }] }),
  row("absence of leaves only", operators, [{ exists: false }], { matches: [{ inner: 1 }] }),
  {
    name: "absence below what is absent",
    source: operators,
    pattern: { detail: { a: { b: [{ exists: false }] } } },
    matches: [{ detail: {} }, { detail: { a: {} } }, { detail: { a: 1 } }, {}],
    misses: [{ detail: { a: { b: 1 } } }],
  },

  row("wildcard", operators, [{ wildcard: "dir/*.png" }], {
    matches: ["dir/a.png", "dir/sub/a.png", "dir/.png"],
    misses: ["dir/a.txt", "a/dir/a.png", absent],
  }),
  row("wildcard, several", operators, [{ wildcard: "*.s3.*.example" }], {
    matches: ["a.s3.eu.example"],
    misses: ["a.s4.eu.example"],
  }),
  row("wildcard, an asterisk itself", ruler, [{ wildcard: String.raw`a\*b` }], { matches: ["a*b"], misses: ["axb"] }),
  row("wildcard, a backslash itself", ruler, [{ wildcard: String.raw`a\\*` }], {
    matches: [String.raw`a\b`, "a\\"],
    misses: ["a*", "ab"],
  }),
  row("cidr of IPv4", operators, [{ cidr: "10.0.0.0/24" }], {
    matches: ["10.0.0.0", "10.0.0.255"],
    misses: ["10.0.1.0", "no address", "::1", absent, 10],
  }),
  row("cidr of IPv6", operators, [{ cidr: "2001:db8::/32" }], {
    matches: ["2001:db8:1::1"],
    misses: ["2001:db9::1", "10.0.0.1", "no address"],
  }),
  row("alternatives of several kinds", operators, ["x", { prefix: "y" }, { numeric: [">", 1] }, { exists: false }], {
    matches: ["x", "yes", 2, absent],
    misses: ["z", 1],
  }),
];
