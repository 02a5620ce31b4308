import type { CountsDiff, Track, Visit } from '../../../src/base/domain.ts';
import { foldAll } from '../../../src/count/visit/fold.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import type { Name } from '../../../src/try/again/name.ts';
import { calledSo, type FoldRule, visitsDiff } from '../../../src/try/again/otherwise.ts';

/** What a side calls tracks, by their ids; null for one that it calls nothing but its kind. Others keep their stored names. */
export type Names = ReadonlyMap<string, Name | null>;

/**
 * What counts of some tracks would be by two sets of names, where all of them are held at once and folded in one go: what whoever holds
 * fewer must come to as well.
 * @param from only visits that end then or later are compared, ms
 */
export function wholeDiff(
  tracks: readonly Track[],
  sides: { readonly present: Names; readonly candidate: Names },
  rule: FoldRule,
  from: number,
): CountsDiff {
  const of = (names: Names) => folded(tracks, names, rule).filter(({ endAt }) => endAt >= from);
  return visitsDiff(of(sides.present), of(sides.candidate));
}

function folded(tracks: readonly Track[], names: Names, { clock, falsePlaces, ...rule }: FoldRule): Visit[] {
  const repeats = new Repeats({ clock });
  repeats.setFalsePlaces(falsePlaces);
  const called = tracks.map((track) => {
    const name = names.get(track.id);
    return name === undefined ? track : calledSo(track, name);
  });
  return foldAll(called, { ...rule, repeats });
}
