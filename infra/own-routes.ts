const row =
  /\{key:("[^"]+"),function:"([\w-]+)",roles:("public"|\[[^\]]*\]|[\w$]+)((?:,query:!0)?(?:,ifMatch:"\w+")?)\},?/g;

const pathOf = (key: string): string => key.replace(/^[^/]*/, "");

/**
 * A minified bundle without the rows of paths at which other functions alone serve: the gateway brings it none of those,
 * and the table of all is 5 KB. Whether nothing was left over or lost, `bundle-size.test.ts` sees.
 */
export function withOwnRoutes(name: string, bundle: string): string {
  const own = new Set(
    [...bundle.matchAll(row)].flatMap(([, key = "", server]) => (server === name ? pathOf(key) : [])),
  );
  return bundle.replaceAll(row, (_, key: string, _server: string, roles: string, rest = "") =>
    own.has(pathOf(key)) ? `{key:${key},roles:${roles}${rest}},` : "",
  );
}
