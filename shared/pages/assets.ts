import icon from "./icon.svg?name";
import offer from "./offer.client.js?name";
import stylesheet from "./rapport.css?name";
import verify from "./verify.client.js?name";

/** The names of assets under `/assets/`. A name changes with its content, so browsers can keep the file for good. */
export const assetNames = {
  "icon.svg": icon,
  "offer.js": offer,
  "rapport.css": stylesheet,
  "verify.js": verify,
} as const;

/** An asset of pages. */
export type Asset = keyof typeof assetNames;

/** The address of an asset. */
export const assetPath = (asset: Asset): string => `/assets/${assetNames[asset]}`;
