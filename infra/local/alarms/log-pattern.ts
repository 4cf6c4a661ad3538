import { isObject, jsonIn } from "../json.ts";

type Matches = (line: string) => boolean;

/** A member of a line of JSON by its path; `undefined` where there is none. */
export const fieldOf = (line: string, path: string): unknown =>
  path.split(".").reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), jsonIn(line));

/**
 * What a metric filter looks for: `{ $.a.b = "c" }` in lines of JSON, or terms that all stand in a line. `undefined` for
 * any other pattern: what is not understood is not evaluated. Source: "Filter pattern syntax" of the CloudWatch Logs guide.
 */
export const compileLogPattern = (pattern: string): Matches | undefined => {
  const [, path, text] = /^\{\s*\$\.([\w.]+)\s*=\s*"([^"*]*)"\s*\}$/.exec(pattern) ?? [];
  if (path !== undefined) return (line) => fieldOf(line, path) === text;
  if (/[{}?[\]%]|(?:^|\s)-/.test(pattern)) return undefined;
  const terms = [...pattern.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
  return (line) => terms.every((term) => line.includes(term));
};
