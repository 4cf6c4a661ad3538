import { succeeded } from "../../infra/local/actors/answers.ts";
import { accepting, inviting, type Language, type Scene } from "./scene.ts";

/** The pages behind links that stop or confirm something: reminders, notices, administrators, recoveries, codes. */
export async function waysOut(scene: Scene): Promise<void> {
  const { open, url } = scene;
  await unsubscribing(scene);
  await codesStopped(scene);
  await noticesConfirmed(scene);
  await administratorsConfirmed(scene);
  await recoveriesStopped(scene);
  for (const folder of ["u", "confirm", "stop"]) await open(`ways-out/${folder}/of nobody`, `${url}/${folder}/nothing`);
}

/** Presses the button of a page in a language, as often as the page is shown. */
const pressing =
  ({ administrator }: Scene, link: string) =>
  (language: Language) =>
    administrator.followLink(`${link.split("?")[0] ?? ""}?lang=${language}`);

/** The link in the newest mail to an address that leads into this folder. */
const linkTo = async ({ mailbox, step }: Scene, email: string, folder: string): Promise<string> => {
  await step();
  const { links } = await mailbox.latest(email, { link: `/${folder}/` });
  return links.find((link) => link.includes(`/${folder}/`)) ?? "";
};

async function unsubscribing(scene: Scene): Promise<void> {
  const { partner, open, page, customer, clock } = scene;
  const email = "it@unsubscribing.example";
  await inviting(scene, partner())(email, { reminders: ["P3D"] });
  await clock.advance("P3D");
  const link = await linkTo(scene, email, "u");
  await open("ways-out/u/as mailed", link);
  const choices = [
    "reminders partner",
    "reminders all",
    "reminders none",
    "requests partner",
    "requests all",
    "requests none",
  ];
  for (const choice of choices) {
    const [mail = "", scope = ""] = choice.split(" ");
    await page(`ways-out/u/${choice}`, (language) =>
      customer.post(`${link.split("?")[0] ?? ""}?lang=${language}`, { mail, scope }),
    );
    await open(`ways-out/u/${choice} before`, link);
  }
  const sandbox = inviting(scene, partner("sandbox-partner"));
  await sandbox("helpdesk@sandbox-partner.example", { reminders: ["P3D"] });
  await clock.advance("P3D");
  await open("ways-out/u/of a sandbox", await linkTo(scene, "helpdesk@sandbox-partner.example", "u"));
}

async function codesStopped(scene: Scene): Promise<void> {
  const { partner, open, page, customer, step } = scene;
  const invite = inviting(scene, partner());
  const asked = async (email: string) => {
    const invited = await invite(email);
    succeeded(await customer.requestCode(invited.link));
    return { ...invited, stop: await linkTo(scene, email, "stop") };
  };
  const first = await asked("it@stopping.example");
  await open("ways-out/stop/code", first.stop);
  await page("ways-out/stop/code reported", pressing(scene, first.stop));
  const accepted = await asked("it@stopping-late.example");
  succeeded(await customer.accept(accepted.link));
  await step();
  await open("ways-out/stop/code of what was accepted", accepted.stop);
  await page("ways-out/stop/code of what was accepted, pressed", (language) =>
    customer.post(`${accepted.stop.split("?")[0] ?? ""}?lang=${language}`),
  );
  const cancelled = await asked("it@stopping-nothing.example");
  succeeded(await partner().cancel(cancelled.id));
  await open("ways-out/stop/code of what was cancelled", cancelled.stop);
}

async function noticesConfirmed(scene: Scene): Promise<void> {
  const { partner, open, page, clock } = scene;
  const notifications = ["news@contoso-partner.example", "more@contoso-partner.example"];
  succeeded(await partner().changeProfile({ notifications }));
  const [first, second] = [
    await linkTo(scene, notifications[0] ?? "", "confirm"),
    await linkTo(scene, notifications[1] ?? "", "confirm"),
  ];
  await open("ways-out/confirm/notices", first);
  await page("ways-out/confirm/notices confirmed", pressing(scene, first));
  await open("ways-out/confirm/notices confirmed before", first);
  await clock.advance("P8D");
  await open("ways-out/confirm/notices, too late", second);
}

async function administratorsConfirmed(scene: Scene): Promise<void> {
  const { partner, open, page, administrator, clock } = scene;
  const email = "it@confirming.example";
  const { customerId } = await accepting(scene, partner())(await inviting(scene, partner())(email));
  const portal = await administrator.signIn(email);
  const list = `/portal/customers/${customerId}/administrators`;
  const added = async (address: string): Promise<string> => {
    succeeded(await portal.post(list, { email: address }));
    return linkTo(scene, address, "confirm");
  };
  const link = await added("new@confirming.example");
  await open("ways-out/confirm/administrator", link);
  await page("ways-out/confirm/administrator confirmed", pressing(scene, link));
  await open("ways-out/confirm/administrator confirmed before", link);
  const late = await added("late@confirming.example");
  const lost = await added("bounce+confirming@simulator.amazonses.com");
  await open("ways-out/confirm/administrator without mail", lost);
  await page("ways-out/confirm/administrator without mail, pressed", pressing(scene, lost));
  await clock.advance("P8D", "P1D");
  await open("ways-out/confirm/administrator, too late", late);
  await clock.advance("P30D", "P10D");
  await open("ways-out/confirm/administrator confirmed long before", link);
}

async function recoveriesStopped(scene: Scene): Promise<void> {
  const { partner, operator, administrator, open, page, clock } = scene;
  const email = "it@recovering.example";
  const { customerId } = await accepting(scene, partner())(await inviting(scene, partner())(email));
  const recover = async (address: string): Promise<void> => {
    const body = { email: address, reason: "Everybody has left." };
    succeeded(await operator.call("POST", `/v1/operator/customers/${customerId}/administrators`, body));
  };
  await recover("next@recovering.example");
  const stop = await linkTo(scene, email, "stop");
  await open("ways-out/stop/recovery", stop);
  await clock.advance("P8D", "P1D");
  await open("ways-out/stop/recovery whose link is sent", stop);
  await open(
    "ways-out/confirm/administrator by the operator",
    await linkTo(scene, "next@recovering.example", "confirm"),
  );
  await page("ways-out/stop/recovery stopped", pressing(scene, stop));
  await open("ways-out/stop/recovery stopped before", stop);
  const force = { email: "last@recovering.example", reason: "Everybody has left.", force: true };
  succeeded(await operator.call("POST", `/v1/operator/customers/${customerId}/administrators`, force));
  await administrator.followLink(await linkTo(scene, force.email, "confirm"));
  await open("ways-out/stop/recovery that is over", stop);
}
