import { expect } from "vitest";
import { actorsOn } from "../../../infra/local/actors/actors.ts";
import type { Portal } from "../../../infra/local/actors/administrator.ts";
import { succeeded, type Answer } from "../../../infra/local/actors/answers.ts";
import type { Driving } from "../../../infra/local/actors/control.ts";
import type { LocalStack } from "../../../infra/local/stack.ts";
import { idle, settle } from "../settle.ts";

/** One part of the season. It knows nothing of the others, has a customer of its own, and can be played at any time. */
export interface Scenario {
  readonly name: string;
  /** Whether it asks again for a mail that was lost. */
  readonly asksAgain: boolean;
  /** Prepares before any fault, and returns how it goes on. That rejects when anything is not as expected. */
  readonly begin: () => Promise<() => Promise<unknown>>;
}

/**
 * Whether a scenario repeats what failed: a request, or waiting for the job of a request. The others are called again by a
 * queue, a stream or a schedule.
 */
export const isRequested = (functionName: string): boolean =>
  /^(serve|receive)-|^fulfil-data-requests$|^work-jobs$/.test(functionName);

type Json = Readonly<Record<string, unknown>>;

/** Condition of a change that applies to any version: a repeated request must not fail because the first one succeeded. */
export const anyVersion = { ifMatch: "*" };

/** Throws if the request was refused. */
export const done = async (answer: Promise<Answer>): Promise<void> => void succeeded(await answer);

/** The body of an answer. Throws if the request was refused. */
export const read = async (answer: Promise<Answer>): Promise<Json> => succeeded(await answer).json;

/** The items of a list. Throws if the request was refused. */
export const itemsIn = async (answer: Promise<Answer>): Promise<Json[]> => (await read(answer))["items"] as Json[];

let addresses = 0;

/** A new address that SES's simulator treats as this name says. */
export const simulated = (name: string): string => `${name}+${++addresses}@simulator.amazonses.com`;

/** The actors of a stack, and what scenarios need beside them. */
export const settingOn = (local: LocalStack, driving: Driving = {}) => {
  const actors = actorsOn(local.url, { idle: () => idle(local), ...driving });
  const { partner, customer, mailbox, administrator } = actors;
  const [sales, admin] = [partner("contoso-partner", "sales"), partner("contoso-partner")];
  const signIn = async (email: string, left = 8): Promise<Portal> =>
    administrator.signIn(email).catch(async (error: unknown) => {
      if (left === 0) throw error;
      await local.advance("PT20M");
      return signIn(email, left - 1);
    });
  return {
    ...{ ...actors, local, sales, admin },
    /** Creates an invitation of whose two events the bus refuses one. */
    inviteRefused: async (): Promise<string> => {
      // Events of an earlier scenario must not meet the fault instead.
      await actors.idle();
      local.parts.faults.add({
        ...{ service: "eventbridge", operation: "PutEvents", error: "MalformedDetail", entry: 0, times: 1 },
      });
      return (await sales.invite({ send: "self" })).id;
    },
    /** The types of the events about an invitation on the bus, each once: an event may pass it several times. */
    published: (id: string): readonly string[] => {
      const own = local.events.filter(({ detail }) => JSON.stringify(detail).includes(id));
      return [...new Set(own.map(({ detailType }) => detailType))];
    },
    mailsTo: (email: string) => local.mails.filter(({ to }) => to.includes(email)),
    /** Lets time pass until nothing waits, and expects an invitation to have this in it. */
    expectInvitation: async (id: string, body: object): Promise<void> => {
      await local.idle();
      await settle(local);
      expect(await read(sales.read(id))).toMatchObject(body);
    },
    /** The code for a link. It is requested again if its mail was lost. */
    codeFor: async (link: string, email: string): Promise<string> => {
      for (let left = 10; left > 0; left--) {
        await done(customer.requestCode(link));
        await local.idle();
        const isMailed = async () => (await mailbox.to(email, { hasCode: true })).length > 0;
        if (!(await isMailed())) await local.advance("PT15M");
        if (await isMailed()) return mailbox.code(email);
        await local.advance("P1D");
      }
      throw new Error(`No code came to ${email}.`);
    },
    /** Signs in. A link that was used up by a request whose answer was lost is requested again; there are five an hour. */
    signIn: (email: string): Promise<Portal> => signIn(email),
  };
};

/** The actors of a stack, and what scenarios need beside them. */
export type Setting = ReturnType<typeof settingOn>;
