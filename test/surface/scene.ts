import { actorsOn, type Actors } from "../../infra/local/actors/actors.ts";
import { succeeded, type Answer } from "../../infra/local/actors/answers.ts";
import { idIn } from "../../infra/local/actors/caller.ts";
import type { Acceptance } from "../../infra/local/actors/customer.ts";
import type { Partner } from "../../infra/local/actors/partner.ts";
import type { LocalStack } from "../../infra/local/stack.ts";
import type { Folder } from "./folder.ts";

/** Languages in which pages are shown. */
export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

/** A stack whose time stands, who acts on it, and where what they see is written. */
export interface Scene extends Actors {
  readonly local: LocalStack;
  readonly folder: Folder;
  /** Lets everything have its consequences, and then a second pass. */
  readonly step: () => Promise<void>;
  /** Writes a page in each language, under this name. */
  readonly page: (name: string, show: (language: Language) => Promise<Answer>) => Promise<void>;
  /** Writes the page of an address in each language. */
  readonly open: (name: string, url: string) => Promise<void>;
}

/** A scene on a raised stack. The agreement's hash is no random value, and stays. */
export const sceneOn = async (local: LocalStack, folder: Folder): Promise<Scene> => {
  const actors = actorsOn(local.url);
  folder.keep(String(succeeded(await actors.partner().call("GET", "/v1/agreements/current")).json["hash"]));
  const { clock } = local.parts;
  const step = async (): Promise<void> => {
    await local.idle();
    clock.restore(clock.offset + 1000);
  };
  const page: Scene["page"] = async (name, show) => {
    for (const language of languages) {
      await step();
      folder.answer(`pages/${name.replaceAll(/[ ,]+/g, "-")}.${language}.html`, await show(language));
    }
  };
  const open: Scene["open"] = (name, url) => page(name, (language) => actors.customer.open(spoken(url, language)));
  return { ...actors, local, folder, step, page, open };
};

/** The address of a page in a language. */
export const spoken = (url: string, language: Language): string => {
  const address = new URL(url);
  address.searchParams.set("lang", language);
  return address.href;
};

/** Permissions that invitations ask for: two that some clouds require, and two more. */
export const asked = ["directory.admin", "office365.admin", "users.admin", "reports.read"];

/** An invitation that was mailed. */
export interface Invited {
  readonly id: string;
  readonly email: string;
  readonly link: string;
}

/** Invites an address, by a partner's user, to what `body` says beyond the usual. */
export const inviting =
  ({ step, mailbox }: Scene, partner: Partner) =>
  async (email: string, body: object = {}): Promise<Invited> => {
    await step();
    const customer = { email, organization: "Wingtip Toys", contactName: "Ada Lovelace" };
    const id = idIn(await partner.create({ customer, permissions: asked, send: "email", reminders: [], ...body }));
    await step();
    return { id, email, link: await mailbox.personalLink(email) };
  };

/** Accepts an invitation with everything that is asked, and answers the ids of customer and relationship. */
export const accepting =
  ({ step, customer }: Scene, partner: Partner) =>
  async ({ id, link }: Pick<Invited, "id" | "link">, said: Acceptance = {}) => {
    await step();
    succeeded(await customer.accept(link, said));
    await step();
    const { json } = succeeded(await partner.read(id));
    return { customerId: String(json["customerId"]), relationshipId: String(json["relationshipId"]) };
  };
