import script from "./offer.client.js";
import stylesheet from "./rapport.css";

/** What pages load, by file name: type and text. */
export const assets: ReadonlyMap<string, { readonly type: string; readonly text: string }> = new Map([
  ["rapport.css", { type: "text/css; charset=utf-8", text: stylesheet }],
  ["offer.js", { type: "text/javascript; charset=utf-8", text: script }],
]);
