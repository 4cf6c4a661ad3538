import ts from "typescript";
import type { SourceFile } from "../support/source-files.ts";
import { counted, inOrder, type Measure } from "./measured.ts";
import { declaredIn, isProduct, lastNameOf, placeOf, within, type Declared } from "./syntax.ts";

/** The refusal by which a repeated request with another body is known: part of the HTTP contract. */
const reused = "idempotency-key-reused";

const saysReused = ({ node }: Declared): boolean =>
  within(node).some((one) => ts.isStringLiteral(one) && one.text === reused);

const writesItself = ({ node }: Declared): boolean =>
  within(node).some(
    (one) =>
      ts.isCallExpression(one) &&
      ts.isPropertyAccessExpression(one.expression) &&
      ["transact", "put", "update", "commit"].includes(one.expression.name.text) &&
      /table$/i.test(lastNameOf(one.expression.expression)),
  );

/** All of `from`, and of `all` what calls one of them, and so on, unless `stops`. */
function callersOf(
  all: ReadonlyMap<string, Declared>,
  from: (one: Declared) => boolean,
  stops: (key: string) => boolean = () => false,
): ReadonlySet<string> {
  const found = new Set([...all].filter(([key, one]) => from(one) && !stops(key)).map(([key]) => key));
  for (let before = -1; found.size > before;) {
    before = found.size;
    for (const [key, { calls }] of all) if (!stops(key) && [...calls].some((call) => found.has(call))) found.add(key);
  }
  return found;
}

/** The functions that repeat what they were given and write what it comes to: who calls one leaves the writing to it. */
const framesOf = (all: ReadonlyMap<string, Declared>): ReadonlySet<string> => {
  const writers = callersOf(all, writesItself);
  return new Set([...all].filter(([key, { node }]) => writers.has(key) && isRetrying(node)).map(([key]) => key));
};

/**
 * The functions that look for an earlier answer and write, both in their own words: each is a copy of the loop. So is a frame
 * to which commands hand what is theirs, the claim of who asks included.
 */
export function loopsIn(files: readonly SourceFile[]): Declared[] {
  const all = declaredIn(files);
  const frames = framesOf(all);
  const callsOne = ({ calls }: Declared, of: ReadonlySet<string>): boolean => [...calls].some((call) => of.has(call));
  const writers = callersOf(all, writesItself, (key) => frames.has(key));
  const checks = callersOf(all, saysReused, (key) => writers.has(key));
  const both = new Map([...all].filter(([key, one]) => writers.has(key) && (saysReused(one) || callsOne(one, checks))));
  // What leaves its writing to one of these is no copy.
  const apart = callersOf(all, writesItself, (key) => both.has(key) || frames.has(key));
  const copies = [...both.values()].filter((one) => writesItself(one) || callsOne(one, apart));
  return [...copies, ...[...frames].flatMap((key) => all.get(key) ?? [])];
}

/** Whether a function tries one that it was given again and again. */
const isRetrying = (node: ts.Node): boolean =>
  within(node).some(
    (one) =>
      ts.isTryStatement(one) &&
      within(one.tryBlock).some((part) => ts.isCallExpression(part) && isOwnParameter(part.expression)) &&
      ts.findAncestor(one, (above) => ts.isIterationStatement(above, false)) !== undefined,
  );

const isOwnParameter = (called: ts.Expression): boolean =>
  ts.isIdentifier(called) &&
  ts.findAncestor(
    called,
    (above) =>
      ts.isFunctionLike(above) &&
      above.parameters.some(({ name }) => ts.isIdentifier(name) && name.text === called.text),
  ) !== undefined;

/** Functions that write in a round of their own, which is repeated where somebody else was faster. What hands itself to a frame has none. */
export function retriesIn(files: readonly SourceFile[]): Declared[] {
  const all = declaredIn(files);
  const frames = framesOf(all);
  const retrying = new Set(
    [...all].filter(([key, { node }]) => isRetrying(node) && !frames.has(key)).map(([key]) => key),
  );
  return [...all.values()].filter(({ calls }) => [...calls].some((call) => retrying.has(call)));
}

/** Copies of the frame of a command. */
export const loops: Measure = {
  name: "loops",
  title: "Copies of “load, earlier answer, decide, save”",
  rule: `functions that write the table and check for an earlier answer (what refuses with "${reused}") in their own words; beside them, those that repeat a round of their own where another write came first`,
  take: ({ sources }) => {
    const product = sources.filter(isProduct);
    const copies = loopsIn(product);
    const retries = retriesIn(product).filter(({ node }) => !copies.some((copy) => copy.node === node));
    return {
      figure: `${counted(copies.length, "copy").replace("copys", "copies")}; ${counted(retries.length, "function")} more with a retried round of their own`,
      places: [
        ...inOrder(copies.map(({ file, node, name }) => placeOf(file, node, `copy: ${name}`))),
        ...inOrder(retries.map(({ file, node, name }) => placeOf(file, node, `retried round: ${name}`))),
      ],
    };
  },
};
