import type { Block, ReportCell } from './blocks.ts';
import { type Bar, barChart } from './charts.ts';
import type { ClassFigures } from './figures.ts';
import type { Pen } from './pen.ts';

/** Hours side by side in a table, so that it fits on a page. */
const BANDS = 3;

/** Activity by hour of the day, and species by month: birds and mammals apart, a class only where any of it was counted. */
export function times(pen: Pen): Block[] {
  const { sections } = pen.words;
  const seen = pen.figures.classes.flatMap((one, index) => (one.totals.visits > 0 ? [{ ...one, index }] : []));
  if (seen.length === 0) return [];
  return [
    ...pen.part(sections.activity, ...activity(pen, seen)),
    ...pen.part(sections.richness, ...richness(pen, seen)),
  ];
}

function activity(pen: Pen, classes: readonly ClassFigures[]): Block[] {
  const { captions, classes: names, columns: c } = pen.words;
  const values = classes.map(({ hours }) =>
    hours.map(({ activity }) => (activity === null ? null : minutes(activity))),
  );
  const [first, second] = classes.map(({ taxon }) => names[taxon.id]!);
  const bars = pen.figures.classes[0]!.hours.map(({ hour }, index) => bar(String(hour), values, index));
  const height = bars.length / BANDS;
  const rows = Array.from({ length: height }, (_, row) =>
    Array.from({ length: BANDS }, (_, band) => band * height + row).flatMap((hour): ReportCell[] => [
      `${hour}:00`,
      ...classes.map(({ taxon }, index) => {
        const value = values[index]![hour];
        return {
          text: value === null ? '–' : value!.toFixed(2),
          link: pen.links.tallies(pen.figures, 'hour', `&taxon=${taxon.id}`),
        };
      }),
    ]),
  );
  const head = Array.from({ length: BANDS }, () => [c.hour, ...classes.map(({ taxon }) => names[taxon.id]!)]).flat();
  return [
    { kind: 'chart', caption: captions.activityChart(first!, second ?? ''), svg: barChart(bars, 0) },
    pen.table(captions.activity, head, rows),
  ];
}

function richness(pen: Pen, classes: readonly (ClassFigures & { readonly index: number })[]): Block[] {
  const { captions, classes: names, columns: c } = pen.words;
  const { months, until } = pen.figures;
  const values = classes.map(({ index }) => months.map(({ species }) => species[index]!));
  const [first, second] = classes.map(({ taxon }) => names[taxon.id]!);
  const labels = months.map(({ startAt }) => pen.day(startAt).slice(0, 7));
  const rows = classes.map(({ taxon }, row): ReportCell[] => [
    names[taxon.id]!,
    ...values[row]!.map((value, month) => {
      const range = { half: { from: months[month]!.startAt }, until: months[month + 1]?.startAt ?? until };
      return { text: value === null ? '–' : String(value), link: pen.links.speciesWithin(range, taxon.id) };
    }),
  ]);
  return [
    {
      kind: 'chart',
      caption: captions.richnessChart(first!, second ?? ''),
      svg: barChart(labels.map((label, index) => bar(label, values, index))),
    },
    pen.table(captions.richness, [c.month, ...labels], rows),
  ];
}

function bar(label: string, [first, second]: readonly (readonly (number | null)[])[], index: number): Bar {
  return { label, value: first?.[index] ?? null, ...(second && { other: second[index] ?? null }) };
}

/** A share of time as minutes an hour, with two decimals. */
function minutes(share: number): number {
  return Math.round(share * 6000) / 100;
}
