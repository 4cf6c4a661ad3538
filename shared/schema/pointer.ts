/** Where the parameters of a query stand, in pointers: a body may have a field of the same name. */
export const inQuery = "/query";

/** One step of a JSON Pointer (RFC 6901). */
export const pointerStep = (name: string): string => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
