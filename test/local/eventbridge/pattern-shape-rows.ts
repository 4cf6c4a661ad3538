import { sources } from "../aws-sources.ts";
import { absent, row, type PatternRow } from "./pattern-row.ts";

const { operators, patternSyntax, arrays, nulls, ruler } = sources;
const employees = [
  { firstName: "John", lastName: "Doe" },
  { firstName: "Anna", lastName: "Smith" },
  { firstName: "Peter", lastName: "Jones" },
];

/** Values, and the shapes of events. */
export const shapeRows: readonly PatternRow[] = [
  row("a value, character by character", patternSyntax, ["Alice"], {
    matches: ["Alice"],
    misses: ["alice", "Alice ", absent, null],
  }),
  row("one of several values", patternSyntax, ["a", "b"], { matches: ["a", "b"], misses: ["c"] }),
  row("a number, not its text", patternSyntax, [300], { matches: [300], misses: ["300", 301] }),
  row("text, not the number it spells", patternSyntax, ["300"], { matches: ["300"], misses: [300] }),
  row("true and false", patternSyntax, [true], { matches: [true], misses: [false, "true", 1] }),
  row("null", nulls, [null], { matches: [null], misses: ["", "null", absent, 0] }),
  row("empty text", nulls, [""], { matches: [""], misses: [null, " ", absent] }),
  row("any element of a list", arrays, ["b", "c"], { matches: [["a", "b"], ["c"]], misses: [["a"], []] }),
  row("any element of a list in a list", ruler, ["b"], { matches: [[["a"], ["b"]]], misses: [[["a"]]] }),
  {
    name: "all fields",
    source: operators,
    pattern: { Location: ["New York"], Day: ["Monday"] },
    matches: [{ Location: "New York", Day: "Monday", more: 1 }],
    misses: [{ Location: "New York", Day: "Tuesday" }, { Day: "Monday" }],
  },
  {
    name: "a field at its own depth only",
    source: patternSyntax,
    pattern: { detail: { state: ["on"] } },
    matches: [{ detail: { state: "on" } }],
    misses: [{ state: "on" }, { detail: { inner: { state: "on" } } }, { detail: "on" }],
  },
  {
    name: "any object of a list",
    source: ruler,
    pattern: { employees: { firstName: ["Anna"] } },
    matches: [{ employees }, { employees: [employees.slice(0, 2), employees.slice(2)] }],
    misses: [{ employees: employees.slice(2) }],
  },
  {
    name: "fields of one object of a list, not of two",
    source: ruler,
    pattern: { employees: { firstName: ["Anna"], lastName: ["Smith"] } },
    matches: [{ employees }],
    misses: [
      {
        employees: [
          { firstName: "Anna", lastName: "Jones" },
          { firstName: "Peter", lastName: "Smith" },
        ],
      },
    ],
  },

  {
    name: "$or",
    source: operators,
    pattern: { $or: [{ Location: ["New York"] }, { Day: ["Monday"] }] },
    matches: [{ Location: "New York" }, { Location: "Paris", Day: "Monday" }],
    misses: [{ Location: "Paris", Day: "Sunday" }, {}],
  },
  {
    name: "$or beside a field",
    source: ruler,
    pattern: { source: ["a"], $or: [{ n: [1] }, { m: [{ numeric: ["<", 2] }] }] },
    matches: [
      { source: "a", n: 1 },
      { source: "a", m: 1 },
    ],
    misses: [
      { source: "b", n: 1 },
      { source: "a", n: 2 },
    ],
  },
  {
    name: "$or within a field",
    source: ruler,
    pattern: { detail: { $or: [{ a: [1] }, { b: [2] }] } },
    matches: [{ detail: { b: 2 } }],
    misses: [{ a: 1 }, { detail: { a: 2 } }],
  },
  {
    name: "$or within $or",
    source: ruler,
    pattern: { $or: [{ a: [1] }, { b: [2], $or: [{ c: [3] }, { d: [4] }] }] },
    matches: [{ a: 1 }, { b: 2, d: 4 }],
    misses: [{ b: 2 }, { c: 3 }],
  },
  {
    name: "$or that is no list, as a field",
    source: ruler,
    pattern: { $or: { a: [1] } },
    matches: [{ $or: { a: 1 } }],
    misses: [{ a: 1 }],
  },
];
