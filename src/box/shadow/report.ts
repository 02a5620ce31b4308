import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { Track } from '../../base/domain.ts';
import { putWhole } from '../../base/whole-file.ts';
import type { StoreReader } from '../../count/store/open.ts';
import type { CountsDiffFacts } from '../../tell/server/shadow-facts.ts';
import { historyDiff } from '../../try/again/history-diff.ts';
import type { Name } from '../../try/again/name.ts';
import { zoneOf } from '../recording.ts';
import type { Journal, JournalLook } from './journal.ts';
import type { NamesStart } from './messages.ts';

/** What a run has shown, as it is kept. */
interface KeptReport {
  /** When it was made, ms. */
  readonly at: number;
  readonly counts: CountsDiffFacts;
}

const FILE = 'report.json';
/** What repeats at one place is known by the day before, and a track may have begun before that. */
const BEFORE = 2 * 86_400_000;
/** Tracks read at a time. */
const PAGE = 1_000;
/** Visits that are listed one by one, and pictures of each. */
const MOST_LISTED = 200;
const MOST_PICTURES = 6;

/** The report of a run as it was made last. @param folder of the run */
export async function readReport(folder: string): Promise<KeptReport | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, FILE), 'utf8')) as KeptReport;
  } catch {
    // It is made anew with the next track.
    return undefined;
  }
}

/** Makes the report of a run from what it has seen and what the box has stored. */
export async function writeReport(
  start: NamesStart,
  store: Pick<StoreReader, 'tracks' | 'visits' | 'media'>,
  journal: Pick<Journal, 'looks'>,
  now: number,
): Promise<void> {
  const report: KeptReport = { at: now, counts: reportOf(start, store, journal.looks) };
  await putWhole(join(start.folder, FILE), JSON.stringify(report));
}

function reportOf(
  { run, timeZone, gapMs, minScore, cameras }: NamesStart,
  store: Pick<StoreReader, 'tracks' | 'visits' | 'media'>,
  looks: readonly JournalLook[],
): CountsDiffFacts {
  const names = (side: 'present' | 'candidate') => {
    const said = new Map<string, Name | null>(looks.map((look) => [look.track, look[side]]));
    return (track: string) => said.get(track);
  };
  const falsePlaces = store.visits
    .rejected()
    .flatMap(({ visit }) => store.tracks.placesOf(visit.id).map((place) => ({ ...place, by: '' })));
  const clock = (at: number) => DateTime.fromMillis(at, { zone: timeZone }).toFormat('HH:mm');
  const rule = { gapMs, minScore, timeZone, zoneOf: zoneOf({ cameras }), clock, falsePlaces };
  const sides = { present: names('present'), candidate: names('candidate') };
  const { otherwise, ...diff } = historyDiff(pagesSince(store, run.beganAt - BEFORE), sides, rule, {
    ...{ most: MOST_LISTED, from: run.beganAt },
  });
  const pictures = (ids: readonly string[]) =>
    ids
      .flatMap((id) => store.media.ofTrack(id).filter(({ type, gone }) => type === 'crop' && !gone))
      .slice(0, MOST_PICTURES)
      .map(({ id }) => id);
  return {
    ...diff,
    otherwise: otherwise.map((one) => ({ ...one, pictures: pictures(one.tracks) })),
    alike: looks.filter(({ present, candidate }) => present?.taxon === candidate?.taxon).length,
    asRecorded: looks.filter(({ present, recorded }) => present?.taxon === recorded).length,
    ...(looks.length > 0 && { ms: { present: mean(looks, 'present'), candidate: mean(looks, 'candidate') } }),
  };
}

/** Tracks that ended and began after a time, oldest start first, some at a time: how many a run sees, nobody knows beforehand. */
function* pagesSince({ tracks }: Pick<StoreReader, 'tracks'>, startAt: number): Generator<Track[]> {
  const first = { startAt, id: '' };
  for (let page = tracks.page(first, PAGE); page.length > 0; page = tracks.page(page.at(-1), PAGE))
    yield page.filter(({ ended }) => ended !== undefined);
}

function mean(looks: readonly JournalLook[], side: 'present' | 'candidate'): number {
  return looks.reduce((sum, { ms }) => sum + ms[side], 0) / looks.length;
}
