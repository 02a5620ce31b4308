import { DateTime } from 'luxon';
import { type HighWaterCount, meanOf, type Rate } from '../../count/tally/tide-counts.ts';
import type { Block, ReportCell } from './blocks.ts';
import { barChart } from './charts.ts';
import type { Pen } from './pen.ts';
import { lineChart, peaksChart, type TimeAxis } from './tide-charts.ts';
import type { TideFigures, TideOrigin } from './tide-figures.ts';
import { TIDE_WORDS, type TideWords } from './tide-words.ts';

const HOUR = 3_600_000;
const TEN_MINUTES = 600_000;
const MOST = 10;
/** Hours farther than this from high water are left out of the chart: semidiurnal tides have hardly any. */
const FARTHEST = 7 * HOUR;

/** Birds against the tide: the days around the highest count, the peak of each high water, and how many were near one; nothing where the site has no tide. */
export function tide(pen: Pen): Block[] {
  const figures = pen.figures.tide;
  if (!figures) return [];
  const words = TIDE_WORDS[pen.style.lang];
  const heading: Block = { kind: 'heading', level: 2, text: words.title };
  const text = (said: string): Block => ({ kind: 'text', text: said });
  if (figures.highWaters.length === 0) return [heading, text(words.noTide)];
  const { untold } = figures;
  const left = untold.lookedSeconds + untold.animalSeconds > 0;
  return [
    heading,
    ...(figures.busiest.length > 0 ? [timeLine(pen, figures), ...peaks(pen, figures)] : [text(words.noBirds)]),
    ...near(pen, figures),
    ...(left ? [text(words.untold(hours(untold.lookedSeconds), hours(untold.animalSeconds)))] : []),
    text(words.method(origin(figures.from, words))),
  ];
}

function timeLine(pen: Pen, { busiest }: TideFigures): Block {
  const start = busiest[0]!.at;
  const moments = busiest.map(({ at, individuals, height }) => {
    return { hours: (at - start) / HOUR, count: individuals, height: height ?? null };
  });
  const axis = axisOf(pen, start, busiest.at(-1)!.at + TEN_MINUTES, 24);
  return { kind: 'chart', caption: TIDE_WORDS[pen.style.lang].line, svg: lineChart(moments, axis) };
}

/** The peak of each high water, and those with the highest. */
function peaks(pen: Pen, { highWaters }: TideFigures): Block[] {
  const { columns: c, ...words } = TIDE_WORDS[pen.style.lang];
  const { half, until } = pen.figures;
  const moments = highWaters.map(({ at, individuals, height }) => {
    return { hours: (at - half.from) / HOUR, count: individuals, height };
  });
  const highest = highWaters
    .filter(({ individuals }) => individuals)
    .sort((a, b) => b.individuals! - a.individuals! || a.at - b.at)
    .slice(0, MOST);
  return [
    { kind: 'chart', caption: words.peaks, svg: peaksChart(moments, axisOf(pen, half.from, until, 14 * 24)) },
    pen.table(
      words.highest,
      [c.highWater, c.height, c.most, c.peak, c.away, c.looked],
      highest.map((high) => peakRow(pen, high)),
    ),
  ];
}

function peakRow(pen: Pen, { at, height, individuals, peakAt, lookedSeconds }: HighWaterCount): ReportCell[] {
  const away = Math.round((peakAt! + TEN_MINUTES / 2 - at) / 60_000);
  return [
    ...[minute(pen, at), height.toFixed(2)],
    { text: String(individuals), link: pen.links.presence(peakAt!, peakAt! + TEN_MINUTES, 'aves') },
    ...[minute(pen, peakAt!), String(away), hours(lookedSeconds)],
  ];
}

/** How much of the birds' time was near high water, beside how much of the cameras' was, and both by distance from it. */
function near(pen: Pen, { all, near: close, far, steps }: TideFigures): Block[] {
  const { columns: c, ...words } = TIDE_WORDS[pen.style.lang];
  const { half, until } = pen.figures;
  const link = pen.links.presence(half.from, until, 'aves');
  const row = (name: string, rate: Rate): ReportCell[] => [
    name,
    { text: hours(rate.animalSeconds), link },
    share(rate.animalSeconds, all.animalSeconds),
    { text: hours(rate.lookedSeconds), link },
    share(rate.lookedSeconds, all.lookedSeconds),
    mean(rate),
  ];
  const shown = byHour(steps.filter(({ from }) => from >= -FARTHEST && from < FARTHEST));
  const bars = shown.map(({ hour, ...rate }) => ({ label: String(hour), value: meanOf(rate) }));
  return [
    pen.table(
      words.shares,
      [c.when, c.birdHours, c.share, c.looked, c.share, c.mean],
      [row(words.near, close), row(words.elsewhere, far), row(words.all, all)],
    ),
    { kind: 'chart', caption: words.steps, svg: barChart(bars, 0) },
    pen.table(
      words.steps,
      bars.map(({ label }) => label),
      [shown.map((rate) => ({ text: mean(rate), link }))],
    ),
  ];
}

/** Half hours as whole ones. */
function byHour(steps: TideFigures['steps']): (Rate & { readonly hour: number })[] {
  const hours = new Map<number, Rate>();
  for (const { from, animalSeconds, lookedSeconds } of steps) {
    const hour = Math.floor(from / HOUR);
    const known = hours.get(hour) ?? { animalSeconds: 0, lookedSeconds: 0 };
    const both = {
      animalSeconds: animalSeconds + known.animalSeconds,
      lookedSeconds: lookedSeconds + known.lookedSeconds,
    };
    hours.set(hour, both);
  }
  return [...hours].map(([hour, rate]) => ({ hour, ...rate }));
}

function origin(from: TideOrigin, words: TideWords): string {
  return 'table' in from ? words.table(from.table) : words.constituents(from.constituents.join(', '));
}

function axisOf(pen: Pen, start: number, end: number, every: number): TimeAxis {
  const label = (hours: number) => pen.day(start + hours * HOUR).slice(5);
  return { length: (end - start) / HOUR, every, label };
}

/** A time of the site, to the minute. */
function minute(pen: Pen, at: number): string {
  return DateTime.fromMillis(at, { zone: pen.style.timeZone }).toFormat('yyyy-MM-dd HH:mm');
}

function hours(seconds: number): string {
  return (seconds / 3600).toFixed(1);
}

function share(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : '–';
}

function mean(rate: Rate): string {
  const value = meanOf(rate);
  return value === null ? '–' : value.toFixed(2);
}
