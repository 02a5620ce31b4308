import type { z } from 'zod';
import { taxonById } from '../know/taxonomy/taxa.ts';
import type { ShadowReportShape, ShadowShape } from '../tell/server/shapes/shadow.ts';

type Run = z.output<typeof ShadowShape>;
type Report = z.output<typeof ShadowReportShape>;
type Counts = NonNullable<Report['counts']>;

/** Visits and taxa that are printed one by one. */
const MOST_LINES = 30;

/** A run in one line. */
export function shadowLine({ bundle, state, tracks, until, endedAt, why, by }: Run): string {
  const left = [
    `${tracks.looked} of ${until.tracks} tracks named by both`,
    ...(tracks.waiting > 0 ? [`${tracks.waiting} wait`] : []),
    ...(tracks.shed > 0 ? [`${tracks.shed} left out for lack of time`] : []),
    ...(tracks.without > 0 ? [`${tracks.without} without a crop`] : []),
  ].join(', ');
  const when = endedAt === undefined ? `until ${until.at} at the latest` : `ended ${endedAt}`;
  return `shadow\t${bundle}: ${state}${why === undefined ? '' : ` (${why})`}; ${left}; ${when}; begun by ${by}`;
}

/** What a run has shown, line by line. */
export function shadowReportLines(report: Report): string[] {
  const { counts, present, candidate } = report;
  const head = [shadowLine(report), `present\t${present.join(' ')}`, `candidate\t${candidate.join(' ')}`];
  return counts ? [...head, ...countsLines(counts, report.tracks.looked)] : [...head, 'Nothing was compared yet.'];
}

function countsLines({ visits, changed, otherwise, more, taxa, alike, asRecorded, ms }: Counts, looked: number) {
  const moved = taxa.filter(({ present, candidate }) => !isSame(present, candidate));
  return [
    `Tracks: ${alike} of ${looked} are named alike. From their kept crops alone the present models name ${asRecorded} as they did live.`,
    ...(ms
      ? [`Time of a core for a track: ${ms.present.toFixed(1)} ms now, ${ms.candidate.toFixed(1)} ms with it.`]
      : []),
    `Visits: ${visits.present} now, ${visits.candidate} with it; ${changed} would be otherwise.`,
    moved.length === 0 ? 'No count by species would change.' : 'Counts that would change (individuals, visits):',
    ...moved.slice(0, MOST_LINES).map(({ taxon, protection, present, candidate }) => {
      const protectedAs = protection === undefined ? '' : `\tprotected, level ${protection}`;
      const [before, after] = [present, candidate].map(({ individuals, visits }) => `${individuals} in ${visits}`);
      return `  ${nameOf(taxon)}\t${before} → ${after}\t${signed(candidate.individuals - present.individuals)}${protectedAs}`;
    }),
    ...rest(moved.length - MOST_LINES, 'taxa'),
    ...(otherwise.length > 0 ? ['Visits that would be otherwise, the newest first:'] : []),
    ...[...otherwise]
      .reverse()
      .slice(0, MOST_LINES)
      .map(({ camera, startAt, present, candidate, pictures }) => {
        const said = (visits: typeof present) => visits.map(visitWords).join(', ') || 'none';
        const shown = pictures.map((id) => `/api/v1/media/${id}`).join(' ');
        return `  ${startAt}\t${camera}\t${said(present)} → ${said(candidate)}\t${present[0]?.id ?? ''}\t${shown}`;
      }),
    ...rest(more + Math.max(0, otherwise.length - MOST_LINES), 'visits'),
  ];
}

function visitWords({ taxon, individuals, counted }: Counts['otherwise'][number]['present'][number]): string {
  return `${individuals} ${nameOf(taxon)}${counted ? '' : ' (set aside)'}`;
}

function isSame(a: Counts['taxa'][number]['present'], b: Counts['taxa'][number]['present']): boolean {
  return a.visits === b.visits && a.individuals === b.individuals;
}

function nameOf(taxon: string): string {
  return taxonById(taxon)?.scientific ?? taxon;
}

function signed(number: number): string {
  return number > 0 ? `+${number}` : String(number);
}

function rest(count: number, of: string): string[] {
  return count > 0 ? [`  and ${count} ${of} more`] : [];
}
