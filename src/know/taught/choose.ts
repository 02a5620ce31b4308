import { LEARNERS, type LearnerName } from './scorers.ts';
import { likeness, type Study } from './study.ts';

/** How a way to learn did on pictures that it had not seen. */
export interface Trial {
  readonly learner: LearnerName;
  /** How many were right at first guess, of how many. */
  readonly right: number;
  readonly of: number;
}

/** The way to learn that is used, and what it was chosen by. */
export interface Choice {
  readonly learner: LearnerName;
  /** Brings its scores to the scale of cosines, so that what the model itself says weighs the same beside them. */
  readonly scale: number;
  /** Empty where nothing can be left out: no taxon has pictures of two groups. */
  readonly trials: readonly Trial[];
}

const PARTS = 3;
/** With fewer pictures to try them on, one way is not better than another. */
const ENOUGH = 10;
/** Beyond so many pictures only the simplest is tried: the others would take minutes. */
const MOST = 1_500;
const PLAIN: Choice = { learner: 'nearest', scale: 1, trials: [] };

/**
 * Chooses the way to learn that is right most often on groups that were left out, a third of each taxon's groups at a time; of
 * equals the simpler one.
 */
export function choose(study: Study): Choice {
  const parts = partsOf(study);
  const asked = parts.flatMap(({ asked }) => asked).length;
  if (asked < ENOUGH || study.of.length > MOST) return PLAIN;
  const tried = (Object.keys(LEARNERS) as LearnerName[]).flatMap((learner) => tryOut(study, learner, parts) ?? []);
  const measure = tried[0]!.margin;
  const ranked = tried.map(({ learner, margin, scores }) => {
    const scale = margin > 0 ? measure / margin : 1;
    const right = scores.filter(
      ({ row, likeness }) => firstGuess(study, row, likeness, scale) === study.of[row],
    ).length;
    return { learner, scale, right, of: scores.length };
  });
  const best = ranked.reduce((a, b) => (b.right > a.right ? b : a));
  const trials = ranked.map(({ learner, right, of }) => ({ learner, right, of }));
  return { learner: best.learner, scale: best.scale, trials };
}

interface Part {
  readonly asked: readonly number[];
  readonly taught: readonly number[];
}

/** Each leaves out some groups of every taxon that has two or more, and asks about those whose taxon is still taught. */
function partsOf({ of, groups }: Study): Part[] {
  const partOf = new Map<string, number>();
  const seen = new Map<number, number>();
  for (const [row, group] of groups.entries()) {
    if (partOf.has(group)) continue;
    const next = seen.get(of[row]!) ?? 0;
    seen.set(of[row]!, next + 1);
    partOf.set(group, next % PARTS);
  }
  const rows = [...of.keys()];
  return Array.from({ length: PARTS }, (_, part) => {
    const taught = rows.filter((row) => partOf.get(groups[row]!) !== part);
    const known = new Set(taught.map((row) => of[row]));
    return { taught, asked: rows.filter((row) => partOf.get(groups[row]!) === part && known.has(of[row])) };
  }).filter(({ asked }) => asked.length > 0);
}

function tryOut(study: Study, learner: LearnerName, parts: readonly Part[]) {
  const scores: { row: number; likeness: Float64Array }[] = [];
  for (const { asked, taught } of parts) {
    const given = likeness(study, learner, asked, taught);
    if (!given) return undefined;
    scores.push(...asked.map((row, i) => ({ row, likeness: given[i]! })));
  }
  const margins = scores.map(({ row, likeness }) => {
    const others = [...likeness].filter((value, taxon) => taxon !== study.of[row] && Number.isFinite(value));
    return likeness[study.of[row]!]! - others.reduce((a, b) => a + b, 0) / Math.max(1, others.length);
  });
  return { learner, scores, margin: margins.reduce((a, b) => a + b, 0) / margins.length };
}

function firstGuess({ said }: Study, row: number, likeness: Float64Array, scale: number): number {
  const scores = likeness.map((value, taxon) => value * scale + said[row]![taxon]!);
  return scores.reduce((best, value, taxon) => (value > scores[best]! ? taxon : best), 0);
}
