import { type Detection, isAnimal, type LiveMark } from '../../base/domain.ts';
import { taxonOfKind } from '../../know/taxonomy/taxa.ts';
import { protectedInTheWild } from '../../know/taxonomy/wild.ts';
import type { TaxonFinds } from '../../tell/server/shadow-facts.ts';
import { isFound } from '../../try/compare/finds.ts';

/** A followed animal, in the pictures in which it stood. Plain data. */
export interface FollowedAnimal {
  readonly track: string;
  /** What the box calls it. */
  readonly taxon: string;
  readonly lastAt: number;
  /** Pictures in which each side found it. */
  readonly present: number;
  readonly candidate: number;
}

/** What is remembered of followed animals: plain data. */
export interface FollowedState {
  /** The one that was in a picture last comes last. */
  readonly lately: readonly FollowedAnimal[];
  /** Those before, by taxon. */
  readonly before: readonly TaxonFinds[];
}

/** Nobody was followed yet. */
export const NO_FOLLOWED: FollowedState = { lately: [], before: [] };

/** A track that was in no picture for so long has ended, ms. */
const ENDED = 600_000;
/** Animals that are held one by one; of more those count as ended that were not in a picture for longest. */
const MOST_HELD = 500;

/**
 * Adds one picture. Of the animals that the box follows in it, and sees in this very frame, it is noted which of two detectors found them:
 * what a side finds in none of a track's pictures, it may not have counted. Pure.
 */
export function withFollowed(
  { lately, before }: FollowedState,
  at: number,
  marks: readonly LiveMark[],
  found: { readonly present: readonly Detection[]; readonly candidate: readonly Detection[] },
): FollowedState {
  const held = new Map(lately.map((animal) => [animal.track, animal]));
  for (const { track, kind, box, seen, name } of marks) {
    if (!seen || !isAnimal(kind)) continue;
    const { present = 0, candidate = 0 } = held.get(track) ?? {};
    held.delete(track);
    held.set(track, {
      ...{ track, taxon: name?.taxon ?? taxonOfKind(kind)!.id, lastAt: at },
      present: present + Number(isFound(box, found.present)),
      candidate: candidate + Number(isFound(box, found.candidate)),
    });
  }
  const all = [...held.values()];
  const hasEnded = ({ lastAt }: FollowedAnimal, i: number) => i < all.length - MOST_HELD || at - lastAt > ENDED;
  const ended = all.filter(hasEnded);
  const left = all.filter((animal, i) => !hasEnded(animal, i));
  return { lately: left, before: taxaOf({ lately: ended, before }) };
}

/** All that were followed by what the box calls them now, those of which most were overlooked first. */
export function taxaOf({ lately, before }: FollowedState): TaxonFinds[] {
  const sums = new Map(before.map((one) => [one.taxon, one]));
  for (const { taxon, present, candidate } of lately) {
    const sum = sums.get(taxon) ?? { ...noFinds(taxon), taxon };
    sums.set(taxon, {
      ...sum,
      tracks: sum.tracks + 1,
      present: sum.present + Number(present > 0),
      candidate: sum.candidate + Number(candidate > 0),
      overlooked: sum.overlooked + Number(present > 0 && candidate === 0),
    });
  }
  return [...sums.values()].sort(
    (a, b) => b.overlooked - a.overlooked || b.tracks - a.tracks || (a.taxon < b.taxon ? -1 : 1),
  );
}

function noFinds(taxon: string): TaxonFinds {
  const protection = protectedInTheWild(taxon);
  const level = protection === 1 || protection === 2 ? { protection } : {};
  return { taxon, ...level, tracks: 0, present: 0, candidate: 0, overlooked: 0 };
}
