import type { z } from 'zod';
import type { ShadowReportShape, ShadowShape } from '../tell/server/shapes/shadow.ts';
import { changedCounts, changedVisits } from './counts-lines.ts';
import { findsLines } from './finds-lines.ts';

type Run = z.output<typeof ShadowShape>;
type Report = z.output<typeof ShadowReportShape>;
type Counts = NonNullable<Report['counts']>;

/** A run in one line. */
export function shadowLine({ bundle, kind, state, tracks, until, endedAt, why, by }: Run): string {
  const left = [
    `${tracks.looked} of ${until.tracks} ${kind === 'detector' ? 'followed animals in pictures' : 'tracks named by both'}`,
    ...(tracks.waiting > 0 ? [`${tracks.waiting} wait`] : []),
    ...(tracks.shed > 0 ? [`${tracks.shed} left out for lack of time`] : []),
    ...(tracks.without > 0 ? [`${tracks.without} without a crop`] : []),
  ].join(', ');
  const when = endedAt === undefined ? `until ${until.at} at the latest` : `ended ${endedAt}`;
  return `shadow\t${bundle}: ${state}${why === undefined ? '' : ` (${why})`}; ${left}; ${when}; begun by ${by}`;
}

/** What a run has shown, line by line. */
export function shadowReportLines(report: Report): string[] {
  const { bundle, counts, finds, present, candidate } = report;
  const head = [shadowLine(report), `present\t${present.join(' ')}`, `candidate\t${candidate.join(' ')}`];
  if (finds) return [...head, ...findsLines(bundle, finds)];
  return counts ? [...head, ...countsLines(counts, report.tracks.looked)] : [...head, 'Nothing was compared yet.'];
}

function countsLines({ visits, changed, otherwise, more, taxa, alike, asRecorded, ms }: Counts, looked: number) {
  return [
    `Tracks: ${alike} of ${looked} are named alike. From their kept crops alone the present models name ${asRecorded} as they did live.`,
    ...(ms
      ? [`Time of a core for a track: ${ms.present.toFixed(1)} ms now, ${ms.candidate.toFixed(1)} ms with it.`]
      : []),
    `Visits: ${visits.present} now, ${visits.candidate} with it; ${changed} would be otherwise.`,
    ...changedCounts(taxa),
    ...changedVisits(otherwise, more),
  ];
}
