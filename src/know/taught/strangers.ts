import { type Bar, barOf } from './bar.ts';
import type { Choice } from './choose.ts';
import { groupsAt, winnerOf } from './contest.ts';
import { likeness, type Study } from './study.ts';

/** Share of pictures of species that were not taught that may get a taught name. */
const MOST_OTHERS = 0.04;
/** No bar is lower where too few taxa were taught to fit one: for features with what the model says of its labels, and for plain ones. */
const LEAST = { said: 0.4, plain: 0.85 };
const PARTS = 5;

/**
 * The bar for names, by leaving out what is to be found strange: a picture is asked about while its own species is not taught,
 * as a picture would be of one that never was.
 */
export function barFor(study: Study, choice: Choice, said: boolean): Bar {
  const scores = strangers(study, choice);
  const species = groupsAt(study.taxa, 'species');
  const values = study.of.flatMap((taxon, row) => {
    const winner = winnerOf(scores[row]!, species, species[taxon]);
    return winner && Number.isFinite(winner.value) ? [winner.value] : [];
  });
  return barOf(values, MOST_OTHERS, said ? LEAST.said : LEAST.plain);
}

/** Scores of each picture by what is learned without its taxon, whose own score is of no use. */
function strangers(study: Study, { learner, scale }: Choice): Float64Array[] {
  const rows = [...study.of.keys()];
  // A nearest mean does not hang on the other taxa: leaving a taxon out is not to look at it.
  const parts =
    learner === 'nearest'
      ? [{ asked: rows, taught: rows }]
      : Array.from({ length: PARTS }, (_, part) => ({
          asked: rows.filter((row) => study.of[row]! % PARTS === part),
          taught: rows.filter((row) => study.of[row]! % PARTS !== part),
        }));
  const out: Float64Array[] = [];
  for (const { asked, taught } of parts) {
    const given = likeness(study, learner, asked, taught) ?? likeness(study, 'nearest', asked, taught)!;
    for (const [i, row] of asked.entries())
      out[row] = given[i]!.map((value, taxon) => value * scale + study.said[row]![taxon]!);
  }
  return out;
}
