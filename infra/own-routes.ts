const row =
  /\{key:("[^"]+"),function:"([\w-]+)",roles:("public"|\[[^\]]*\]|[\w$]+)((?:,query:!0)?(?:,ifMatch:"\w+")?)\},?/g;

/**
 * A minified bundle without the rows of routes that other functions serve: the gateway brings it none of those, and the
 * table of all is 5 KB. Whether nothing was left over or lost, `bundle-size.test.ts` sees.
 */
export const withOwnRoutes = (name: string, bundle: string): string =>
  bundle.replaceAll(row, (_, key: string, server: string, roles: string, rest = "") =>
    server === name ? `{key:${key},roles:${roles}${rest}},` : "",
  );
