import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildGallery } from "../synthesize.ts";

/** A mail as its recipient would get it. */
export interface GalleryMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Every mail there is, by language, group and name. */
export type Gallery = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, GalleryMail>>>>>>;

/** Composes every mail from the sources as they are now. Throws with the tool's output when that fails. */
export const composeGallery = async (): Promise<Gallery> => {
  const folder = mkdtempSync(join(tmpdir(), "rapport-gallery-"));
  try {
    const file = join(folder, "gallery.json");
    await buildGallery(file);
    return JSON.parse(readFileSync(file, "utf8")) as Gallery;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
