import { html, type Html } from "../../../shared/html/html.ts";
import { durationOf, type Instant } from "../../../shared/kernel/time.ts";
import { permissionName } from "../../../shared/policy/permission-texts.ts";
import { headedList, linkAbout, wordsAbout } from "../../../shared/pages/parts.ts";
import { riskMark } from "../../../shared/pages/risk.ts";
import { findPermission } from "../../../shared/policy/permissions.ts";
import { findService, servicesWithoutPermission } from "../../../shared/policy/services.ts";
import { dateInWords, durationInWords, listInWords, say } from "../../../shared/policy/words.ts";
import { portalPath } from "../addresses.ts";
import type { GrantModel, PartnerModel } from "../partner-model.ts";
import type { PortalTexts } from "../texts.ts";
import { dataTable } from "./table.ts";
import { timeline, type Axis } from "./timeline.ts";

const risk = (permission: string, { grants }: PortalTexts): Html | false => {
  const entry = findPermission(permission);
  return entry !== undefined && riskMark(entry.risk, grants);
};

/** Whose permissions can be changed, and whether the reader is a new administrator. */
interface OpenTable {
  readonly id: string;
  readonly isNew: boolean;
}

/** What a permission allows and does not allow, in a row of its own: the row's heading is read with each of its cells. */
const details = ({ permission, purpose }: GrantModel, { catalogue, grants }: PortalTexts): Html | false => {
  const entry = findPermission(permission);
  if (entry === undefined) return false;
  const { description, allows, allowsNot } = catalogue[entry.id];
  return html`<tr class="more">
    <td colspan="5">
      ${purpose !== null && html`<p>${say(grants.purpose, { purpose })}</p>`}
      <details>
        <summary>${wordsAbout(grants.more, permissionName(permission, catalogue))}</summary>
        <p>${description}</p>
        <p class="hint">${findService(entry.service)?.name}</p>
        ${headedList(grants.allows, allows)} ${headedList(grants.allowsNot, allowsNot)}
      </details>
    </td>
  </tr>`;
};

/** How long an active permission still lasts. */
const timeLeft = (endsAt: Instant, now: Instant, { grants, lang }: PortalTexts): string => {
  const days = Math.max(0, Math.floor((Date.parse(endsAt) - Date.parse(now)) / 86_400_000));
  return say(grants.left, { days, duration: durationInWords(durationOf(Math.max(1, days)), lang) });
};

/** Links to what can be done with one permission. Who is new cannot resume it. */
const changes = ({ permission, status, pausedAt }: GrantModel, { id, isNew }: OpenTable, texts: PortalTexts): Html => {
  const link = (act: "remove" | "pause" | "resume"): Html => {
    const href = portalPath(`/relationships/${id}/${act}`, { locale: texts.lang, permission });
    return linkAbout(href, texts.grants[act], permissionName(permission, texts.catalogue));
  };
  return html`<td class="act" data-label="${texts.grants.act}">
    ${status === "active" && html`${link("remove")} ${pausedAt === null ? link("pause") : !isNew && link("resume")}`}
  </td>`;
};

const row = (grant: GrantModel, model: PartnerModel, axis: Axis, texts: PortalTexts, open: OpenTable | null): Html => {
  const { permission, status, endsAt, autoExtend, lastUsedAt, pausedAt } = grant;
  const { grants, lang } = texts;
  const rests = model.isOnHold || model.status === "suspended";
  const isResting = status === "active" && (rests || pausedAt !== null);
  const state = isResting ? (pausedAt === null ? "onHold" : "paused") : status;
  return html`<tr>
      <th scope="row">${permissionName(permission, texts.catalogue)}</th>
      <td data-label="${grants.risk}">${risk(permission, texts)}</td>
      <td data-label="${grants.status}">
        <span class="state ${isResting ? "onHold" : state}">${grants.statuses[state]}</span>
        ${lastUsedAt !== null && html`<span class="hint">(${say(grants.lastUsed, { date: dateInWords(lastUsedAt, lang) })})</span>`}
      </td>
      ${
        // The history has the date of the removal.
        status === "removed"
          ? html`<td></td>`
          : html`<td data-label="${grants.until}">
              ${dateInWords(endsAt, lang)}
              ${status === "active" && html`<span class="hint">(${timeLeft(endsAt, axis.now, texts)})</span>`}
              ${status === "active" && autoExtend && !isResting && html`<span class="hint">(${grants.extends})</span>`}
              ${timeline(grant, axis)}
            </td>`
      }
      ${open !== null && changes(grant, open, texts)}
    </tr>
    ${open !== null && details(grant, texts)}`;
};

/** The text for a relationship without permissions, as in the offer: some services need none (product table, row 1). */
const withoutPermissions = ({ status, type }: PartnerModel, { grants: { none }, lang }: PortalTexts): string =>
  status === "terminated" ? none.ended : say(none[type], { services: listInWords(servicesWithoutPermission, lang) });

/**
 * A partner's permissions with their end and a timeline. `open` adds descriptions and links to change them. Tables with the
 * same axis can be compared.
 */
export function grantTable(
  model: PartnerModel,
  { axis, open }: { readonly axis: Axis; readonly open: OpenTable | null },
  texts: PortalTexts,
): Html {
  const { grants, lang } = texts;
  if (model.grants.length === 0) return html`<p>${withoutPermissions(model, texts)}</p>`;
  const [start, end] = [axis.start, axis.end].map((time) => dateInWords(time, lang));
  const heads = [grants.permission, grants.risk, grants.status, grants.until, ...(open === null ? [] : [grants.act])];
  const caption = say(grants.caption, {
    partner: model.partner.displayName,
    type: texts.partner.types[model.type],
  });
  const rows = model.grants.map((grant) => row(grant, model, axis, texts, open));
  return html`${dataTable("grants", caption, heads, rows)}
    <p class="hint small">
      ${model.grants.some(({ status }) => status !== "removed") && say(grants.timeline, { start: start ?? "", end: end ?? "" })}
    </p>`;
}
