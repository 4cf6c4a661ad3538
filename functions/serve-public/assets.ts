import { assetNames, type Asset } from "../../shared/pages/assets.ts";
import icon from "../../shared/pages/icon.svg";
import offer from "../../shared/pages/offer.client.js";
import stylesheet from "../../shared/pages/rapport.css";
import verify from "../../shared/pages/verify.client.js";

const script = "text/javascript; charset=utf-8";

/** The assets of pages by the name without a fingerprint. */
export const assets: Readonly<Record<Asset, { readonly type: string; readonly text: string }>> = {
  "icon.svg": { type: "image/svg+xml", text: icon },
  "offer.js": { type: script, text: offer },
  "rapport.css": { type: "text/css; charset=utf-8", text: stylesheet },
  "verify.js": { type: script, text: verify },
};

/**
 * The asset that is wanted by a name. A page of another version has another fingerprint: it gets the present content, which
 * nobody keeps.
 */
export function findAsset(file: string): { readonly asset: Asset; readonly isCurrent: boolean } | null {
  const asset = file.replace(/\.[0-9a-f]{12}(?=\.\w+$)/, "");
  return isAsset(asset) ? { asset, isCurrent: file === assetNames[asset] } : null;
}

const isAsset = (name: string): name is Asset => Object.hasOwn(assets, name);
