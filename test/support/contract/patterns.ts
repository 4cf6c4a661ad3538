/** Every pattern in a document, each once. */
export function patternsIn(node: unknown): string[] {
  const found = new Set<string>();
  JSON.stringify(node, (keyword, value: unknown) => {
    if (keyword === "pattern" && typeof value === "string") found.add(value);
    return value;
  });
  return [...found];
}
