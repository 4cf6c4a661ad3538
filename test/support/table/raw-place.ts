import type { Key } from "../../../shared/table/keys.ts";
import { place } from "../../../shared/table/places.ts";

/** An item as it is stored; null where there is none. */
export const rawPlace = (key: Key) => place(key, (item) => item);
