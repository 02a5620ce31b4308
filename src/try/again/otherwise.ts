import type { CountsDiff, SideCounts, SideVisit, TaxonCounts, Track, Verdict, Visit } from '../../base/domain.ts';
import type { FoldOptions } from '../../count/visit/fold.ts';
import type { FalsePlace } from '../../count/visit/repeats.ts';
import { protectedInTheWild } from '../../know/taxonomy/wild.ts';
import type { Name } from './name.ts';

/** How tracks are folded: as the box does it. */
export interface FoldRule extends Omit<FoldOptions, 'repeats' | 'isFirst' | 'stored'> {
  /** Writes a time as people at the site read it, for reasons. */
  readonly clock: (at: number) => string;
  /** Where people said that nothing is. */
  readonly falsePlaces: readonly FalsePlace[];
}

/** How visits of the same tracks differ that both sides have, each folded by itself. */
export function visitsDiff(present: readonly Visit[], candidate: readonly Visit[]): CountsDiff {
  const otherwise = joined(present, candidate)
    .filter((one) => !isAlike(one.present, one.candidate))
    .sort((a, b) => a.startAt - b.startAt || (a.tracks[0]! < b.tracks[0]! ? -1 : 1));
  return {
    visits: { present: present.length, candidate: candidate.length },
    changed: otherwise.reduce((sum, one) => sum + one.present.length, 0),
    otherwise: otherwise.map((one) => ({
      ...one,
      ...{ present: one.present.map(sideVisit), candidate: one.candidate.map(sideVisit) },
    })),
    taxa: countsOf(present, candidate),
  };
}

/** A track under another name. */
export function calledSo({ verdict, ...track }: Track, name: Name | null): Track {
  if (!name) return track;
  return { ...track, verdict: { ...(verdict ?? NOTHING_SAID), ...name } };
}

const NOTHING_SAID: Verdict = {
  ...{ taxon: '', rank: 'class', score: 0, opinions: [], crops: [], models: [], code: '', review: [] },
  prior: { id: 'none', month: 1, without: { taxon: '', score: 0 } },
};

interface Together {
  readonly camera: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly tracks: readonly string[];
  readonly present: readonly Visit[];
  readonly candidate: readonly Visit[];
}

/** Visits of both sides, those together that share tracks. A track that goes on over a midnight has a visit on each day. */
function joined(present: readonly Visit[], candidate: readonly Visit[]): Together[] {
  const all = [
    ...present.map((visit) => ({ visit, of: 'present' })),
    ...candidate.map((visit) => ({ visit, of: 'candidate' })),
  ];
  const parent = all.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  const homes = new Map<string, { readonly of: string; readonly i: number; readonly visit: Visit }[]>();
  for (const [i, { visit, of }] of all.entries())
    for (const track of visit.tracks) {
      const known = homes.get(track) ?? [];
      for (const home of known) if (home.of !== of && overlap(home.visit, visit)) parent[root(i)] = root(home.i);
      homes.set(track, [...known, { of, i, visit }]);
    }
  const groups = new Map<number, { present: Visit[]; candidate: Visit[] }>();
  for (const [i, { visit, of }] of all.entries()) {
    const group = groups.get(root(i)) ?? { present: [], candidate: [] };
    groups.set(root(i), group);
    (of === 'present' ? group.present : group.candidate).push(visit);
  }
  return [...groups.values()].map((group) => {
    const visits = [...group.present, ...group.candidate];
    return {
      camera: visits[0]!.camera,
      startAt: Math.min(...visits.map(({ startAt }) => startAt)),
      endAt: Math.max(...visits.map(({ endAt }) => endAt)),
      tracks: [...new Set(visits.flatMap(({ tracks }) => tracks))].sort(),
      ...group,
    };
  });
}

/** Whether they are of one day: those of a track that goes on over a midnight end and begin there. */
function overlap(a: Visit, b: Visit): boolean {
  if (a.startAt === b.startAt || a.endAt === b.endAt) return true;
  return a.startAt < b.endAt && b.startAt < a.endAt;
}

/** Alike in all that is counted and told: the surest name may be surer. */
function isAlike(present: readonly Visit[], candidate: readonly Visit[]): boolean {
  const said = (visits: readonly Visit[]) =>
    visits
      .map(({ taxon, individuals, status, tracks }) => JSON.stringify([taxon, individuals, status, tracks]))
      .sort()
      .join();
  return said(present) === said(candidate);
}

function sideVisit({ id, taxon, score, individuals, status }: Visit): SideVisit {
  return { id, taxon, score, individuals, counted: status === 'counted' };
}

function countsOf(present: readonly Visit[], candidate: readonly Visit[]): TaxonCounts[] {
  const sums = new Map<string, { present: SideCounts; candidate: SideCounts }>();
  const none: SideCounts = { visits: 0, individuals: 0 };
  const add = (side: 'present' | 'candidate', visits: readonly Visit[]) => {
    for (const { taxon, individuals, status, clock } of visits) {
      // Those of a doubtful time add to no count of the box either.
      if (status !== 'counted' || clock) continue;
      const sum = sums.get(taxon) ?? { present: none, candidate: none };
      const { visits: before, individuals: seen } = sum[side];
      sums.set(taxon, { ...sum, [side]: { visits: before + 1, individuals: seen + individuals } });
    }
  };
  add('present', present);
  add('candidate', candidate);
  const counts = [...sums].map(([taxon, sum]): TaxonCounts => {
    const protection = protectedInTheWild(taxon);
    return { taxon, ...((protection === 1 || protection === 2) && { protection }), ...sum };
  });
  return counts.sort(byDifference);
}

/** Those that differ first, the largest difference first. */
export function byDifference(a: TaxonCounts, b: TaxonCounts): number {
  const difference = ({ present, candidate }: TaxonCounts) =>
    Math.abs(candidate.individuals - present.individuals) + Math.abs(candidate.visits - present.visits);
  return difference(b) - difference(a) || (a.taxon < b.taxon ? -1 : 1);
}
