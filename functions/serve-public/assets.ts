import script from "./offer.client.js";
import stylesheet from "./rapport.css";

/** The assets of pages by file name. */
export const assets: ReadonlyMap<string, { readonly type: string; readonly text: string }> = new Map([
  ["rapport.css", { type: "text/css; charset=utf-8", text: stylesheet }],
  ["offer.js", { type: "text/javascript; charset=utf-8", text: script }],
]);
