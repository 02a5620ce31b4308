import type { Block, ReportCell } from './blocks.ts';
import type { CameraEffort, Stand } from './figures.ts';
import { type MapPlace, stationMap } from './map.ts';
import { movedLine } from './moved.ts';
import type { Pen } from './pen.ts';
import { degrees } from './projection.ts';
import { placesOf } from './summary-facts.ts';

const HOUR = 3_600_000;

/** Where cameras stood, on a map and in a table, and how long they looked. */
export function survey(pen: Pen): Block[] {
  const { sections } = pen.words;
  const { half, until, stands } = pen.figures;
  const { site, timeZone: zone } = pen.style;
  const days = { from: pen.day(half.from), until: pen.day(until - 1) };
  return [
    ...pen.section(sections.survey, pen.text(pen.sentences.survey({ site, zone, ...days, ...placesOf(pen.figures) }))),
    ...(until < half.to ? [pen.text(pen.sentences.until(days.until))] : []),
    ...(stands.length > 0 ? pen.part(sections.where, cameras(pen), map(pen)) : []),
    ...pen.figures.moves.map((move) =>
      pen.text(movedLine(pen.style.lang, { ...move, camera: pen.camera(move.camera) }, pen.day(move.at))),
    ),
    ...pen.part(sections.effort, effort(pen)),
  ];
}

/** The number that a stand has in table and map: those of one camera have one each. */
function cameras(pen: Pen): Block {
  const { columns: c, captions } = pen.words;
  const { stands } = pen.figures;
  const rows = stands.map(({ place, from, to }, index): ReportCell[] => [
    ...[String(index + 1), pen.camera(place.camera), place.station, place.place, place.habitat],
    position(pen, place),
    stood(pen, from, to),
  ]);
  const wide = stands.find(({ place }) => place.generalised)?.place.generalised;
  const notes = [
    ...(wide ? [pen.sentences.generalised(wide.degrees)] : []),
    ...(stands.some(({ place }) => place.atSite) ? [pen.sentences.atSite] : []),
  ];
  const note = notes.length > 0 ? { note: notes.join(pen.words.space) } : {};
  // What nobody told of any camera is no column.
  const head = [c.number, c.camera, c.station, c.place, c.habitat, c.position, c.period];
  const told = head.flatMap((_, index) => (rows.some((row) => row[index] !== '') ? [index] : []));
  const kept = <T>(row: readonly T[]) => told.map((index) => row[index]!);
  return pen.table(captions.cameras, kept(head), rows.map(kept), note);
}

function position(pen: Pen, { latitude, longitude, generalised, atSite }: Stand['place']): string {
  const digits = generalised ? 1 : 5;
  const told = [
    degrees(Number(latitude.toFixed(digits)), 'N', 'S'),
    degrees(Number(longitude.toFixed(digits)), 'E', 'W'),
  ].join(' ');
  return `${told}${generalised ? '*' : ''}${atSite ? (pen.style.lang === 'zh' ? '(站点)' : ' (site)') : ''}`;
}

function map(pen: Pen): Block {
  const places = pen.figures.stands.map(({ place }, index): MapPlace => {
    const { latitude, longitude, generalised } = place;
    return { number: index + 1, latitude, longitude, degrees: generalised?.degrees ?? 0 };
  });
  return { kind: 'chart', caption: pen.words.captions.map, svg: stationMap(places) };
}

function effort(pen: Pen): Block {
  const { columns: c, captions, total } = pen.words;
  const all = pen.figures.effort;
  const row = (one: CameraEffort): ReportCell[] => {
    const tallies = pen.links.tallies(pen.figures, 'camera', `&camera=${encodeURIComponent(one.camera)}`);
    const number = (value: number) => ({ text: value.toFixed(1), link: tallies });
    return [
      ...[pen.camera(one.camera), told(one) ? one.stoodHours.toFixed(1) : '–'],
      ...[one.watchedHours, one.clearHours, one.effortDays].map(number),
      told(one)
        ? { text: (one.stoodHours - one.watchedHours).toFixed(1), link: pen.links.gaps(pen.figures, one.camera) }
        : '–',
      { text: String(one.gaps), link: pen.links.gaps(pen.figures, one.camera) },
      longest(pen, one),
    ];
  };
  const sum = (of: (one: CameraEffort) => number) => all.reduce((total, one) => total + of(one), 0);
  const summed = [
    ...[total, all.every(told) ? sum((one) => one.stoodHours).toFixed(1) : '–'],
    ...[sum((one) => one.watchedHours), sum((one) => one.clearHours), sum((one) => one.effortDays)].map((value) => ({
      ...{ text: value.toFixed(1), link: pen.links.tallies(pen.figures, 'camera') },
    })),
    all.every(told) ? sum((one) => one.stoodHours - one.watchedHours).toFixed(1) : '–',
    ...[String(sum((one) => one.gaps)), ''],
  ];
  return pen.table(
    captions.effort,
    [c.camera, c.stood, c.watched, c.clear, c.effort, c.off, c.gaps, c.longest],
    all.length > 0 ? [...all.map(row), summed] : [],
    { sum: true, note: pen.sentences.effortNote },
  );
}

/** Whether anybody told for long enough where a camera stood; to the hundredth, for minutes begin within one. */
function told({ stoodHours, watchedHours }: CameraEffort): boolean {
  return stoodHours > 0 && stoodHours >= watchedHours - 0.05;
}

function longest(pen: Pen, { longest }: CameraEffort): string {
  if (!longest) return '';
  const hours = ((longest.endAt - longest.startAt) / HOUR).toFixed(1);
  return pen.words.gap(pen.day(longest.startAt), hours, pen.words.why[longest.why]);
}

/** When a camera stood somewhere: all the half-year, from a day on, to a day, or both. */
function stood(pen: Pen, from: number, to: number): string {
  const { half, until } = pen.figures;
  const { all, since, until: last } = pen.words.stood;
  const day = (at: number) => pen.day(at);
  const [late, early] = [from > half.from, to < until];
  if (late && early) return `${day(from)} – ${day(to - 1)}`;
  return late ? since(day(from)) : early ? last(day(to - 1)) : all;
}
