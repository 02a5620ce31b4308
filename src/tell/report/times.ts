import type { Block } from './blocks.ts';
import { barChart } from './charts.ts';
import { movedLine } from './moved.ts';
import type { Pen } from './pen.ts';

/** Activity by hour, richness by month, effort by camera with its gaps. */
export function times(pen: Pen): Block[] {
  const { hours, months, effort } = pen.figures;
  const { columns: c, ...words } = pen.words;
  const byHour = hours.map(({ hour, activity }) => ({
    label: String(hour),
    value: activity === null ? null : minutes(activity),
  }));
  const byMonth = months.map(({ startAt, species }) => ({ label: pen.day(startAt).slice(0, 7), value: species }));
  const linked = (bars: readonly { label: string; value: number | null }[], links: readonly string[]) => {
    const cells = bars.map(({ value }, index) => (value === null ? '–' : { text: String(value), link: links[index]! }));
    return pen.table(
      bars.map(({ label }) => label),
      [cells],
    );
  };
  const monthly = months.map(({ startAt }, index) => {
    return pen.links.visitsBetween(startAt, months[index + 1]?.startAt ?? pen.figures.until);
  });
  return [
    { kind: 'heading', text: words.activity },
    { kind: 'chart', caption: words.activityAxis, svg: barChart(byHour) },
    linked(
      byHour,
      hours.map(() => pen.links.tallies(pen.figures, 'hour')),
    ),
    { kind: 'heading', text: words.richness },
    { kind: 'chart', caption: words.richnessAxis, svg: barChart(byMonth) },
    linked(byMonth, monthly),
    { kind: 'heading', text: words.effortTitle },
    pen.table(
      [c.camera, c.effort, c.hours, c.gaps, c.gapHours, c.longest],
      effort.map(({ camera, effortDays, watchedHours, gaps, gapHours, longest }) => [
        camera,
        ...[effortDays.toFixed(1), watchedHours.toFixed(1)].map((text) => {
          return { text, link: pen.links.tallies(pen.figures, 'camera', `&camera=${encodeURIComponent(camera)}`) };
        }),
        { text: String(gaps), link: pen.links.gaps(pen.figures, camera) },
        gapHours.toFixed(1),
        longest ? `${pen.day(longest.startAt)} – ${pen.day(longest.endAt - 1)}, ${words.why[longest.why]}` : '',
      ]),
    ),
    ...pen.figures.moves.map((move): Block => {
      return { kind: 'text', text: movedLine(pen.style.lang, move, pen.day(move.at)) };
    }),
  ];
}

/** A share of time as minutes an hour, with one decimal. */
function minutes(share: number): number {
  return Math.round(share * 600) / 10;
}
