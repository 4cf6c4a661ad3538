import { html, type Html } from "../../../shared/html/html.ts";
import type { Instant } from "../../../shared/kernel/time.ts";
import type { GrantModel } from "../partner-model.ts";

/** The time span of a timeline, common to the bars of a table. */
export interface Axis {
  readonly start: Instant;
  readonly end: Instant;
  readonly now: Instant;
}

/** From the first start to the last end of the shown grants, including now. */
export function axisOf(grants: readonly GrantModel[], now: Instant): Axis {
  const shown = grants.filter(({ status }) => status !== "removed");
  const times = [...shown.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]), now].toSorted();
  return { start: times[0] ?? now, end: times.at(-1) ?? now, now };
}

const width = 100;

/** The position of a moment on the axis, in units of the image. */
function at({ start, end }: Axis, moment: Instant): number {
  const [from, to, here] = [start, end, moment].map((time) => Date.parse(time)) as [number, number, number];
  const share = to === from ? 0 : (here - from) / (to - from);
  return Math.round(Math.min(1, Math.max(0, share)) * width * 10) / 10;
}

/** The period of one permission as a bar. The table has the same in words. */
export function timeline({ startsAt, endsAt, status }: GrantModel, axis: Axis): Html {
  const [from, to, today] = [at(axis, startsAt), at(axis, endsAt), at(axis, axis.now)];
  return html`<svg class="timeline" viewBox="0 0 ${width} 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" x="0" y="3" width="${width}" height="2" />
    <rect class="${status}" x="${from}" y="1" width="${Math.max(1, to - from)}" height="6" />
    <rect class="today" x="${Math.min(today, width - 1)}" y="0" width="1" height="8" />
  </svg>`;
}
