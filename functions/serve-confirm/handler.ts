import { verifyConfirmation, type ConfirmationKind } from "../../shared/crypto/confirmations.ts";
import type { MasterKey } from "../../shared/crypto/master-key.ts";
import { verifyRenewal } from "../../shared/crypto/renewals.ts";
import { verifyStop, type StopKind } from "../../shared/crypto/stops.ts";
import type { RouteHandler, RouteHandlers } from "../../shared/http/request.ts";
import { pageAnswer } from "../../shared/pages/answers.ts";
import { languagesAt, notePage } from "../../shared/pages/page.ts";
import { localeOf } from "../../shared/pages/reader.ts";
import type { Policy } from "../../shared/policy/policy.ts";
import type { Clock } from "../../shared/runtime/dependencies.ts";
import type { Table } from "../../shared/table/table.ts";
import { administrator } from "./administrator.ts";
import { code } from "./code.ts";
import type { Confirmable, Confirmer, ConfirmMoment, Stopper } from "./confirmer.ts";
import type { routes } from "./manifest.ts";
import { notifications } from "./notifications.ts";
import { recovery } from "./recovery.ts";
import { renewal } from "./renewal.ts";
import { loadConfirmTexts } from "./texts.ts";
import { confirmPage } from "./view.ts";

/** The dependencies of confirming. */
export interface ConfirmDependencies {
  readonly table: Table;
  readonly masterKey: () => Promise<MasterKey>;
  readonly clock: Clock;
  readonly operatorName: string;
  readonly policy: Policy;
}

type Act = keyof Confirmer;
/** The state of a link in a request; null if it is not genuine. */
type Meaning = (token: string, act: Act, moment: ConfirmMoment) => Promise<Confirmable | null>;

const confirmers: Readonly<Record<ConfirmationKind, Confirmer>> = { notifications, administrator };
const stoppers: Readonly<Record<StopKind, Stopper>> = { recovery, code };

const confirmation: Meaning = async (token, act, moment) => {
  const said = verifyConfirmation(token, moment.masterKey);
  return said && confirmers[said.kind][act](said, moment);
};

const stop: Meaning = async (token, act, moment) => {
  const said = verifyStop(token, moment.masterKey);
  return said && stoppers[said.kind][act](said, moment);
};

const renew: Meaning = async (token, act, moment) => {
  const said = verifyRenewal(token, moment.masterKey);
  return said && renewal[act](said, moment);
};

const statusOf: Readonly<Record<Confirmable["state"], number>> = {
  waiting: 200,
  confirmed: 200,
  refused: 409,
  ended: 410,
};

/** The pages of mailed links that confirm or stop something: GET shows, POST carries it out. */
export function serveConfirm({
  table,
  masterKey,
  clock,
  operatorName,
  policy,
}: ConfirmDependencies): RouteHandlers<typeof routes> {
  const answer =
    (folder: "confirm" | "stop" | "r", meaning: Meaning, act: Act): RouteHandler =>
    async (request) => {
      const { correlationId, parameters } = request;
      const locale = localeOf(request);
      const texts = await loadConfirmTexts(locale);
      const token = parameters["token"] ?? "";
      const moment = { locale, operatorName, table, policy, masterKey: await masterKey(), now: clock(), correlationId };
      const found = await meaning(token, act, moment);
      // Every link that is not genuine gets the same page, so that it does not reveal what exists.
      if (found === null) return pageAnswer(404, notePage({ operatorName }, texts, texts.unknown, languagesAt()));
      return pageAnswer(
        statusOf[found.state],
        confirmPage({ operatorName, ...found, path: `/${folder}/${token}` }, texts),
      );
    };

  return {
    "GET /confirm/{token}": answer("confirm", confirmation, "show"),
    "POST /confirm/{token}": answer("confirm", confirmation, "confirm"),
    "GET /stop/{token}": answer("stop", stop, "show"),
    "POST /stop/{token}": answer("stop", stop, "confirm"),
    "GET /r/{token}": answer("r", renew, "show"),
    "POST /r/{token}": answer("r", renew, "confirm"),
  };
}
