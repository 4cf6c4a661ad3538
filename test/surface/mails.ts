import { composeGallery } from "../../infra/local/control/gallery.ts";
import type { Folder } from "./folder.ts";
import { withPlaceholders } from "./placeholders.ts";
import type { Surface } from "./surface.ts";

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

/** Every mail of the gallery in every language. */
export async function galleryMails(folder: Folder): Promise<void> {
  for (const [language, groups] of Object.entries(await composeGallery()))
    for (const [group, mails] of Object.entries(groups))
      for (const [name, { subject, text, html }] of Object.entries(mails)) {
        const file = `mails/${language}/${slug(group)}/${slug(name)}`;
        folder.exact(`${file}.txt`, `${subject}\n\n${text}`);
        folder.exact(`${file}.html`, html);
      }
}

/** Headers that are written first, or that say nothing of the product. */
const own = new Set(["message-id", "date", "from", "to", "subject", "content-type", "content-transfer-encoding"]);

/** Every mail that was sent, as it went out: by recipient, and of each by date and words. */
export async function sentMails({ local, folder }: Surface): Promise<void> {
  const sent = local.mails.map(({ to, from, subject, text, headers }) => {
    const head = Object.entries(headers).flatMap(([name, value]) => (own.has(name) ? [] : [`${name}: ${value}`]));
    const lines = [`date: ${headers["date"]}`, `from: ${from}`, `to: ${to.join(",")}`, `subject: ${subject}`];
    const mail = `${[...lines, ...head.toSorted()].join("\n")}\n\n${text}`;
    return { email: to.join(","), mail, order: `${Date.parse(headers["date"] ?? "")} ${withPlaceholders(mail)}` };
  });
  const counts = new Map<string, number>();
  for (const { email, mail } of sent.toSorted((one, other) => (one.order < other.order ? -1 : 1))) {
    const number = (counts.get(email) ?? 0) + 1;
    counts.set(email, number);
    folder.write(`mails/sent/${slug(email)}-${number}.txt`, mail);
  }
}
