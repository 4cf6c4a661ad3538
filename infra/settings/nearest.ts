import { distance } from "fastest-levenshtein";

const lastOf = (name: string): string => name.slice(name.lastIndexOf(".") + 1).toLowerCase();

/** The known name that somebody most likely meant: by its last part first, for a key is often only in the wrong place. */
export const nearest = (name: string, known: readonly string[]): string => {
  const far = (candidate: string): number =>
    distance(lastOf(name), lastOf(candidate)) + distance(name, candidate) / 1_000;
  return known.reduce((best, candidate) => (far(candidate) < far(best) ? candidate : best));
};
