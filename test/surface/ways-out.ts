import { succeeded } from "../../infra/local/actors/answers.ts";
import type { Surface } from "./surface.ts";

/** The pages behind links that stop, confirm or renew something: reminders, notices, administrators, recoveries, codes. */
export async function waysOut(surface: Surface): Promise<void> {
  await unsubscribing(surface);
  await codesStopped(surface);
  await noticesConfirmed(surface);
  await administratorsConfirmed(surface);
  await recoveriesStopped(surface);
  await permissionsRenewed(surface);
  for (const folder of ["u", "confirm", "stop", "r"])
    await surface.page(`ways-out/${folder}/of nobody`, `${surface.url}/${folder}/nothing`);
}

/** The link to this folder in the newest mail to an address. */
const linkTo = async ({ mailbox, idle }: Surface, email: string, folder: string): Promise<string> => {
  await idle();
  return mailbox.link(email, `/${folder}/`);
};

async function unsubscribing(surface: Surface): Promise<void> {
  const { partner, page, customer, clock, invite } = surface;
  const { email } = await invite("it@unsubscribing.example", { reminders: ["P3D"] });
  await clock.advance("P3D");
  const link = await linkTo(surface, email, "u");
  await page("ways-out/u/as mailed", link);
  for (const mail of ["reminders", "requests"])
    for (const scope of ["partner", "all", "none"]) {
      await page(`ways-out/u/${mail} ${scope}`, link, (url) => customer.post(url, { mail, scope }));
      await page(`ways-out/u/${mail} ${scope} before`, link);
    }
  const tried = "helpdesk@sandbox-partner.example";
  await invite(tried, { reminders: ["P3D"] }, partner("sandbox-partner"));
  await clock.advance("P3D");
  await page("ways-out/u/of a sandbox", await linkTo(surface, tried, "u"));
}

async function codesStopped(surface: Surface): Promise<void> {
  const { partner, page, customer, administrator, invite } = surface;
  const requested = async (email: string) => {
    const invited = await invite(email);
    succeeded(await customer.requestCode(invited.link));
    return { ...invited, stop: await linkTo(surface, email, "stop") };
  };
  const first = await requested("it@stopping.example");
  await page("ways-out/stop/code", first.stop);
  await page("ways-out/stop/code reported", first.stop, administrator.followLink);
  const accepted = await requested("it@stopping-late.example");
  succeeded(await customer.accept(accepted.link));
  await page("ways-out/stop/code of what was accepted", accepted.stop);
  await page("ways-out/stop/code of what was accepted, pressed", accepted.stop, (url) => customer.post(url));
  const cancelled = await requested("it@stopping-nothing.example");
  succeeded(await partner().cancel(cancelled.id));
  await page("ways-out/stop/code of what was cancelled", cancelled.stop);
}

async function permissionsRenewed(surface: Surface): Promise<void> {
  const { page, administrator, clock, connect } = surface;
  const { email } = await connect("it@renewing.example", {}, { duration: "P60D" });
  await clock.advance("P30D");
  const link = await linkTo(surface, email, "r");
  await page("ways-out/r/before an end", link);
  await page("ways-out/r/renewed", link, administrator.followLink);
  await page("ways-out/r/renewed before", link);
  await clock.advance("P60D");
  await page("ways-out/r/of an earlier end", link);
}

async function noticesConfirmed(surface: Surface): Promise<void> {
  const { partner, page, administrator, clock } = surface;
  const notifications = ["news@contoso-partner.example", "more@contoso-partner.example"];
  succeeded(await partner().changeProfile({ notifications }));
  const [first = "", second = ""] = await Promise.all(notifications.map((email) => linkTo(surface, email, "confirm")));
  await page("ways-out/confirm/notices", first);
  await page("ways-out/confirm/notices confirmed", first, administrator.followLink);
  await page("ways-out/confirm/notices confirmed before", first);
  await clock.advance("P8D");
  await page("ways-out/confirm/notices, too late", second);
}

async function administratorsConfirmed(surface: Surface): Promise<void> {
  const { page, administrator, clock, connect } = surface;
  const { email, customerId } = await connect("it@confirming.example");
  const portal = await administrator.signIn(email);
  const added = async (address: string): Promise<string> => {
    succeeded(await portal.add(customerId, address));
    return linkTo(surface, address, "confirm");
  };
  const link = await added("new@confirming.example");
  await page("ways-out/confirm/administrator", link);
  await page("ways-out/confirm/administrator confirmed", link, administrator.followLink);
  await page("ways-out/confirm/administrator confirmed before", link);
  const late = await added("late@confirming.example");
  const lost = await added("bounce+confirming@simulator.amazonses.com");
  await page("ways-out/confirm/administrator without mail", lost);
  await page("ways-out/confirm/administrator without mail, pressed", lost, administrator.followLink);
  await clock.advance("P8D", "P1D");
  await page("ways-out/confirm/administrator, too late", late);
  await clock.advance("P30D", "P10D");
  await page("ways-out/confirm/administrator confirmed long before", link);
}

async function recoveriesStopped(surface: Surface): Promise<void> {
  const { operator, administrator, page, clock, connect } = surface;
  const { email, customerId } = await connect("it@recovering.example");
  const recover = async (address: string, more: object = {}): Promise<void> =>
    void succeeded(await operator.recover(customerId, address, { reason: "Everybody has left.", ...more }));
  await recover("next@recovering.example");
  const stop = await linkTo(surface, email, "stop");
  await page("ways-out/stop/recovery", stop);
  await clock.advance("P8D", "P1D");
  await page("ways-out/stop/recovery whose link is sent", stop);
  const confirmation = await administrator.confirmationLink("next@recovering.example");
  await page("ways-out/confirm/administrator by the operator", confirmation);
  await page("ways-out/stop/recovery stopped", stop, administrator.followLink);
  await page("ways-out/stop/recovery stopped before", stop);
  await recover("last@recovering.example", { force: true });
  await administrator.confirm("last@recovering.example");
  await page("ways-out/stop/recovery that is over", stop);
}
