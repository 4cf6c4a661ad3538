import { actorsOn, type Actors } from "../../infra/local/actors/actors.ts";
import { request, succeeded, type Answer } from "../../infra/local/actors/answers.ts";
import type { Acceptance } from "../../infra/local/actors/customer.ts";
import type { Connected, Invited, Partner } from "../../infra/local/actors/partner.ts";
import type { LocalStack } from "../../infra/local/stack.ts";
import type { Folder } from "./folder.ts";

/** Languages in which pages are shown. */
export const languages = ["en", "de"] as const;

/** Permissions that invitations ask for: two that some clouds require, and two more. */
export const asked = ["directory.admin", "office365.admin", "users.admin", "reports.read"];

/** A stack whose time stands still but for one second before each request, its actors, and where is written what they see. */
export interface Surface extends Actors {
  readonly local: LocalStack;
  readonly folder: Folder;
  /** Invites an address by mail, to what `body` says beyond the usual. */
  readonly invite: (email: string, body?: object, by?: Partner) => Promise<Invited>;
  /** Invites an address, which accepts. */
  readonly connect: (email: string, said?: Acceptance, body?: object, by?: Partner) => Promise<Connected>;
  /** Writes what an address answers in each language: its page, unless `act` does something else with the address. */
  readonly page: (name: string, address: string, act?: (address: string) => Promise<Answer>) => Promise<void>;
}

/** The surface of a stack that was just raised. */
export const surfaceOn = async (local: LocalStack, folder: Folder): Promise<Surface> => {
  const { clock } = local.parts;
  const step = async (): Promise<void> => {
    await local.idle();
    clock.restore(clock.offset + 1000);
  };
  const actors = actorsOn(local.url, {
    idle: step,
    send: async (method, url, sending) => {
      if (!new URL(url).pathname.startsWith("/_local/")) await step();
      return request(method, url, sending);
    },
  });
  const { partner, customer } = actors;
  // The agreement's hash looks like a random value, and is none.
  folder.keep(
    String(succeeded(await actorsOn(local.url).partner().call("GET", "/v1/agreements/current")).json["hash"]),
  );
  const body = (email: string, more: object): object => ({
    ...{ customer: { email, organization: "Wingtip Toys", contactName: "Ada Lovelace" }, permissions: asked, ...more },
  });
  return {
    ...{ ...actors, local, folder },
    invite: (email, more = {}, by = partner()) => by.invite(body(email, more)),
    connect: (email, said = {}, more = {}, by = partner()) => by.connect(body(email, more), said),
    page: async (name, address, act = customer.open) => {
      for (const language of languages) {
        const url = new URL(address, local.url);
        url.searchParams.set("lang", language);
        folder.answer(`pages/${name.replaceAll(/[ ,]+/g, "-")}.${language}.html`, await act(url.href));
      }
    },
  };
};
