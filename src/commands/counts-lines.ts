import type { SideVisit, TaxonCounts } from '../base/domain.ts';
import { taxonById } from '../know/taxonomy/taxa.ts';

/** Visits and taxa that are printed one by one. */
const MOST_LINES = 30;

/** Visits that would be otherwise, as they are printed. */
export interface OtherwiseLine {
  readonly camera: string;
  /** As people read it. */
  readonly startAt: string;
  readonly present: readonly SideVisit[];
  readonly candidate: readonly SideVisit[];
  /** Ids of crops. */
  readonly pictures: readonly string[];
}

/** What a taxon is counted by each side. */
type Counts = Omit<TaxonCounts, 'protection'> & { readonly protection?: TaxonCounts['protection'] | undefined };

/** Which counts by species would change, line by line. */
export function changedCounts(taxa: readonly Counts[]): string[] {
  const moved = taxa.filter(({ present, candidate }) => !isSame(present, candidate));
  return [
    moved.length === 0 ? 'No count by species would change.' : 'Counts that would change (individuals, visits):',
    ...moved.slice(0, MOST_LINES).map(({ taxon, protection, present, candidate }) => {
      const protectedAs = protection === undefined ? '' : `\tprotected, level ${protection}`;
      const [before, after] = [present, candidate].map(({ individuals, visits }) => `${individuals} in ${visits}`);
      return `  ${nameOf(taxon)}\t${before} → ${after}\t${signed(candidate.individuals - present.individuals)}${protectedAs}`;
    }),
    ...rest(moved.length - MOST_LINES, 'taxa'),
  ];
}

/**
 * Which visits would be named otherwise, line by line.
 * @param otherwise the oldest first
 * @param more how many there are beside these
 */
export function changedVisits(otherwise: readonly OtherwiseLine[], more: number): string[] {
  return [
    ...(otherwise.length > 0 ? ['Visits that would be otherwise, the newest first:'] : []),
    ...[...otherwise]
      .reverse()
      .slice(0, MOST_LINES)
      .map(({ camera, startAt, present, candidate, pictures }) => {
        const said = (visits: typeof present) => visits.map(visitWords).join(', ') || 'none';
        const shown = pictures.map((id) => `/api/v1/media/${id}`).join(' ');
        return `  ${startAt}\t${camera}\t${said(present)} → ${said(candidate)}\t${present[0]?.id ?? ''}\t${shown}`.trimEnd();
      }),
    ...rest(more + Math.max(0, otherwise.length - MOST_LINES), 'visits'),
  ];
}

function visitWords({ taxon, individuals, counted }: SideVisit): string {
  return `${individuals} ${nameOf(taxon)}${counted ? '' : ' (set aside)'}`;
}

function isSame(a: TaxonCounts['present'], b: TaxonCounts['present']): boolean {
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
