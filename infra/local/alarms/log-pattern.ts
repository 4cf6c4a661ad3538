type Matches = (line: string) => boolean;

const condition = /^\$\.([\w.]+)\s*(=|!=)\s*(?:"([^"]*)"|(-?\d+(?:\.\d+)?)|([\w*-]+))$/;

/** A member of a line of JSON by its path; `undefined` where there is none. */
export const fieldOf = (line: string, path: string): unknown => {
  try {
    return path
      .split(".")
      .reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], JSON.parse(line));
  } catch {
    return undefined;
  }
};

const textMatcher = (wanted: string): ((actual: unknown) => boolean) => {
  const parts = wanted.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`, "s");
  return (actual) => typeof actual === "string" && expression.test(actual);
};

const compileCondition = (text: string): Matches | undefined => {
  const [, path = "", operator, quoted, number, bare] = condition.exec(text.trim()) ?? [];
  if (operator === undefined) return undefined;
  const isIt =
    number === undefined ? textMatcher(quoted ?? bare ?? "") : (actual: unknown) => actual === Number(number);
  // A field that is not there fails both; source: "Filter pattern syntax" of the CloudWatch Logs guide.
  return (line) => {
    const actual = fieldOf(line, path);
    return actual !== undefined && isIt(actual) === (operator === "=");
  };
};

/**
 * What a metric filter looks for: `{ $.a = "b" && $.c != 1 }` in lines of JSON, or terms that all stand in a line.
 * `undefined` for any other pattern: what is not understood is not evaluated.
 */
export const compileLogPattern = (pattern: string): Matches | undefined => {
  const [, selectors] = /^\{(.*)\}$/s.exec(pattern.trim()) ?? [];
  if (selectors !== undefined) {
    const conditions = selectors.split("&&").map(compileCondition);
    const known = conditions.filter((compiled) => compiled !== undefined);
    return known.length === conditions.length ? (line) => known.every((matches) => matches(line)) : undefined;
  }
  if (/[?[\]%]|(?:^|\s)-/.test(pattern)) return undefined;
  const terms = [...pattern.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
  return (line) => terms.every((term) => line.includes(term));
};
