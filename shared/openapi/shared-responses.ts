/** An operation, as far as its answers go. */
interface Answering {
  readonly responses: Readonly<Record<string, object>>;
}

/** Operations by path and method. */
export type Paths = Readonly<Record<string, Readonly<Record<string, Answering>>>>;

/**
 * Moves responses that several operations share to the components, under names with their status and problems. This halves
 * the document.
 */
export function shareResponses(paths: Paths): {
  readonly paths: Paths;
  readonly responses: Readonly<Record<string, object>>;
} {
  const counts = new Map<string, number>();
  const all = Object.values(paths).flatMap((methods) => Object.values(methods));
  for (const response of all.flatMap(({ responses }) => Object.values(responses))) {
    const text = JSON.stringify(response);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const names = new Map<string, string>();
  const shared: Record<string, object> = {};
  const share = (status: string, response: object): object => {
    const text = JSON.stringify(response);
    if ("$ref" in response || (counts.get(text) ?? 0) < 2) return response;
    const name = names.get(text) ?? unusedName(nameOf(status, text), shared);
    names.set(text, name);
    shared[name] = response;
    return { $ref: `#/components/responses/${name}` };
  };
  const withShared = <Operation extends Answering>(operation: Operation): Operation => ({
    ...operation,
    responses: mapped(operation.responses, ([status, response]) => share(status, response)),
  });
  return {
    paths: mapped(paths, ([, methods]) => mapped(methods, ([, operation]) => withShared(operation))),
    responses: shared,
  };
}

const mapped = <Value, Made>(
  record: Readonly<Record<string, Value>>,
  make: (entry: [string, Value]) => Made,
): Record<string, Made> => Object.fromEntries(Object.entries(record).map((entry) => [entry[0], make(entry)]));

/** The schemas that an answer refers to, and its status. */
const nameOf = (status: string, text: string): string => {
  const schemas = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? "");
  return `${status}-${[...new Set(schemas)].join("-") || "Nothing"}`;
};

const unusedName = (wanted: string, used: object): string => {
  const names = Array.from({ length: Object.keys(used).length + 1 }, (_, at) =>
    at === 0 ? wanted : `${wanted}-${at + 1}`,
  );
  return names.find((name) => !(name in used)) ?? wanted;
};
