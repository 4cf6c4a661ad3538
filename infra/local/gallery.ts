import type { Mail } from "../../shared/mail/request-mail.ts";
import { fileURLToPath } from "node:url";

/** Every mail there is, by language, group and name. */
export type Gallery = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Mail>>>>>>;

const entry = fileURLToPath(new URL("gallery/mails.ts", import.meta.url));

/** Composes every mail from the sources as they are now: templates are compiled, so a bundle is made first, as for the functions. */
export const composeGallery = async (): Promise<Gallery> => {
  // Loaded late, so that no start waits for what few look at.
  const [{ build, stop }, { esbuildTextPlugin }] = await Promise.all([import("esbuild"), import("../mjml-plugin.ts")]);
  try {
    const { outputFiles } = await build({
      ...{ entryPoints: [entry], bundle: true, write: false, format: "esm", platform: "node", logLevel: "silent" },
      plugins: [esbuildTextPlugin],
    });
    const code = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
    const { gallery } = (await import(`data:text/javascript;base64,${code}`)) as { gallery: () => Promise<Gallery> };
    return await gallery();
  } finally {
    await stop();
  }
};
