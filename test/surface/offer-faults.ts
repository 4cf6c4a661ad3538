import { succeeded } from "../../infra/local/actors/answers.ts";
import type { Acceptance } from "../../infra/local/actors/customer.ts";
import { accepting, inviting, spoken, type Scene } from "./scene.ts";

const long = "x".repeat(501);

/** What an answer may lack, and what it may say that cannot be. */
const faulty: Readonly<Record<string, Acceptance>> = {
  "nothing filled in": { name: "", agreement: null },
  "something ticked that was not asked": { permission: ["billing.admin"] },
  "longer than asked": { duration: "P3000D" },
  "no time": { duration: "x" },
  "texts that do not fit": { name: long, title: long, organization: long },
  "a field that is not known": { surprise: "yes" },
  "another customer": { customer: "cus_00000000000000000000000000" },
};

/** Everything that can be wrong with what a customer posts on the page of an open offer. */
export async function offerFaults(scene: Scene): Promise<void> {
  const { partner, page, customer } = scene;
  const invite = inviting(scene, partner());
  const { link } = await invite("it@faults.example");
  for (const [name, said] of Object.entries(faulty))
    await page(`offer/faults/${name}`, (language) => customer.accept(spoken(link, language), said));
  await page("offer/faults/another offer", (language) =>
    customer.post(`${link}/decision?lang=${language}`, {
      decision: "accept",
      name: "Ada",
      agreement: "on",
      offer: "x",
    }),
  );
  await page("offer/faults/no decision", (language) => customer.submit(spoken(link, language), "decision"));
  await page("offer/faults/a reason that does not fit", (language) =>
    customer.decline(spoken(link, language), { reason: long }),
  );
  await page("offer/faults/in another language", (language) =>
    customer.submit(spoken(link, language), "decision", { show: "1", name: "Ada", reason: "Not yet", permission: [] }),
  );
  const { link: required } = await inviting(scene, partner("fabrikam-partner"))("it@required.example");
  await page("offer/faults/without what the cloud requires", (language) =>
    customer.accept(spoken(required, language), { permission: ["users.admin"] }),
  );
  await codeFaults(scene);
  await handOverFaults(scene);
}

/** An invitation that the partner hands over by itself, so that accepting needs a code. */
const bySelf = async ({ partner, step }: Scene, email: string): Promise<string> => {
  await step();
  const sent = { customer: { email }, permissions: ["users.admin"], send: "self", reminders: [] };
  const { json } = succeeded(await partner().create(sent));
  return (json["draft"] as { readonly link: string }).link;
};

async function codeFaults(scene: Scene): Promise<void> {
  const { page, open, customer, mailbox, step } = scene;
  const email = "it@code.example";
  const link = await bySelf(scene, email);
  await open("offer/code/needed", link);
  await page("offer/code/none open", (language) => customer.accept(spoken(link, language), { code: "00000000" }));
  await page("offer/code/sent now", (language) =>
    customer.requestCode(spoken(link, language), { name: "Ada Lovelace", reason: "Kept" }),
  );
  await open("offer/code/sent before", link);
  await page("offer/code/missing", (language) => customer.accept(spoken(link, language)));
  await page("offer/code/malformed", (language) => customer.accept(spoken(link, language), { code: "12 34" }));
  await page("offer/code/wrong", (language) => customer.accept(spoken(link, language), { code: "00000000" }));
  await step();
  const code = await mailbox.code(email);
  await page("offer/code/right and the rest wrong", (language) =>
    customer.accept(spoken(link, language), { code, agreement: null }),
  );
  for (let tries = 0; tries < 4; tries += 1) await customer.accept(link, { code: "00000000" });
  await page("offer/code/tried too often", (language) => customer.accept(spoken(link, language), { code: "00000000" }));
  for (let more = 0; more < 5; more += 1) {
    await step();
    await customer.requestCode(link);
  }
  await page("offer/code/no more today", (language) => customer.requestCode(spoken(link, language)));

  const bouncing = await bySelf(scene, "bounce+surface@simulator.amazonses.com");
  succeeded(await customer.requestCode(bouncing));
  await page("offer/code/cannot be delivered", (language) => customer.requestCode(spoken(bouncing, language)));
}

async function handOverFaults(scene: Scene): Promise<void> {
  const { partner, page, open, customer, mailbox, step } = scene;
  const invite = inviting(scene, partner());
  const email = "it@colleagues.example";
  const { link } = await invite(email);
  await invite("taken@colleagues.example");
  await accepting(scene, partner())(await invite("connected@colleagues.example"));
  await page("offer/hand-over/code sent now", (language) => customer.requestCode(spoken(link, language)));
  await open("offer/hand-over/code sent before", link);
  await step();
  const code = await mailbox.code(email);
  const tries: Readonly<Record<string, readonly [string, string]>> = {
    "nothing filled in": ["", ""],
    "no address": ["nobody", code],
    "own address": [email, code],
    "another domain": ["boss@elsewhere.example", code],
    "a colleague who is asked already": ["taken@colleagues.example", code],
    "a colleague who has accepted": ["connected@colleagues.example", code],
    "wrong code": ["boss@colleagues.example", "00000000"],
  };
  for (const [name, [to, said]] of Object.entries(tries))
    await page(`offer/hand-over/${name}`, (language) => customer.handOver(spoken(link, language), to, said));
}
