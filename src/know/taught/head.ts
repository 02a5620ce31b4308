import type { Rank, Scored } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import { taxonById } from '../taxonomy/taxa.ts';
import { sureness } from './bar.ts';
import { type Choice, choose } from './choose.ts';
import { winnerOf } from './contest.ts';
import type { Example, TaughtLook } from './example.ts';
import { addRows } from './matrix.ts';
import { pack } from './packed.ts';
import { readyFor } from './ready.ts';
import type { Meanings } from './said.ts';
import { LEARNERS, type LearnerName } from './scorers.ts';
import { type Layout, sightOf } from './sight.ts';
import { barFor } from './strangers.ts';
import { type Study, studyOf } from './study.ts';
import type { TaughtHead } from './taught-head.ts';

export type { Example, TaughtLook } from './example.ts';
export type { NamedHead, TaughtHead } from './taught-head.ts';

/** What is known of the model that gave the features. */
export interface HeadOptions {
  /** What the last numbers of a feature are said of: ids of taxa, undefined for background; none without it. */
  readonly labels?: Meanings | undefined;
  /** What these numbers are; logits without it. */
  readonly gives?: Layout['gives'] | undefined;
}

/** A taxon that is certain enough. */
export interface TaughtName extends Scored {
  readonly rank: Rank;
}

/** What a head makes of the looks at one animal. */
export interface TaughtOpinion {
  /** The likeliest taxa that were taught, best first, at most five; how surely each is no taxon that was not taught. */
  readonly top: readonly Scored[];
  /** The deepest taxon that is certain enough; undefined where it may well be a species that was not taught. */
  readonly named?: TaughtName;
}

/** How many taxa an opinion lists. */
const TOP = 5;

/**
 * Learns a head from what was taught: the way to learn is the one that is best on groups that are left out, and a name is said
 * where at most 4 % of pictures of taxa that were not taught would get one, as those show whose taxon is left out. Pure.
 * @param model id of the features
 * @param examples one or more, features of one length
 * @throws RoostError where there are none, their features differ in length, a weight is not above 0, or a taxon is not known
 */
export function fitHead(model: string, examples: readonly Example[], options: HeadOptions = {}): TaughtHead {
  const layout = layoutOf(model, examples, options);
  const study = studyOf(examples, layout, options.labels);
  const choice = choose(study);
  return headOf(model, study, layout, options, { ...choice, bar: barFor(study, choice, options.labels !== undefined) });
}

/** With fewer pictures all of a head is fitted in no time. */
const MANY = 200;
/** Share of the pictures that may be others than those by which the way to learn and the bar were chosen. */
const DRIFT = 0.1;

/**
 * The head after a few of many pictures were taught or taken back, at once: by the way to learn and with the bar of the head
 * before, which took most of its time. What was learned is that of all pictures as they are now. Pure.
 * @returns undefined where all of it must be fitted anew: few pictures, many changes, or another layout of features
 */
export function refitHead(
  before: TaughtHead,
  examples: readonly Example[],
  options: HeadOptions = {},
): TaughtHead | undefined {
  const { model, scale, learner, trials, bar, pictures } = before;
  if (scale === undefined || examples.length < MANY) return undefined;
  if (Math.abs(examples.length - pictures) > DRIFT * pictures) return undefined;
  const layout = layoutOf(model, examples, options);
  if (layout.dimensions !== before.dimensions || layout.said !== before.labels.length) return undefined;
  const study = studyOf(examples, layout, options.labels);
  return headOf(model, study, layout, options, { learner, scale, trials, bar });
}

function layoutOf(model: string, examples: readonly Example[], { labels, gives = 'logits' }: HeadOptions): Layout {
  const layout = { dimensions: lengthOf(examples), said: labels?.length ?? 0, gives };
  if (layout.said < layout.dimensions) return layout;
  throw new RoostError('teach', model, `its features have ${layout.dimensions} numbers, ${layout.said} for its labels`);
}

function headOf(
  model: string,
  study: Study,
  { dimensions, gives }: Layout,
  { labels = [] }: HeadOptions,
  { learner, scale, trials, bar }: Choice & Pick<TaughtHead, 'bar'>,
): TaughtHead {
  const { weights, biases } = rowsOf(study, learner, scale);
  return {
    ...{ model, taxa: study.taxa, pictures: study.of.length, dimensions, gives },
    labels: labels.map((label) => label ?? null),
    centre: pack([...study.centre.embedding, ...study.centre.logits]),
    weights: pack(weights),
    biases: pack(biases),
    ...{ bar, learner, scale, trials },
  };
}

/**
 * What a head makes of the looks at one animal. Pure.
 * @param looks one or more, with features of the head's model
 * @throws RoostError where a feature has another length than those that were taught
 */
export function opinionOf(head: TaughtHead, looks: readonly TaughtLook[]): TaughtOpinion {
  const { score, groups } = readyFor(head);
  const scores = score(sightOf(looks, { ...head, said: head.labels.length }));
  const { taxa, bar } = head;
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, TOP);
  const top = order.map((place) => ({ taxon: taxa[place]!, score: sureness(bar, scores[place]!) }));
  // Where two species of a genus are too close to one another, the genus may still be clear of all others.
  for (const of of groups) {
    const winner = winnerOf(scores, of);
    if (!winner || winner.value <= bar.above) continue;
    const { id, rank } = taxonById(winner.group)!;
    return { top, named: { taxon: id, rank, score: sureness(bar, winner.value) } };
  }
  return { top };
}

/** What the learner makes of all pictures, as one row of numbers a taxon. */
function rowsOf(study: Study, learner: LearnerName, scale: number) {
  const { products, of, weights, taxa, directions } = study;
  const lesson = { products, taxa: of, weights, count: taxa.length };
  const { shares, biases } = (LEARNERS[learner](lesson) ?? LEARNERS.nearest(lesson))!;
  const length = directions[0]!.length;
  const all = new Float64Array(directions.length * length);
  for (const [picture, direction] of directions.entries()) all.set(direction, picture * length);
  const rows = new Float64Array(taxa.length * length);
  for (let taxon = 0; taxon < taxa.length; taxon++) {
    const own = Float64Array.from(directions, (_, picture) => scale * shares.data[picture * taxa.length + taxon]!);
    addRows(rows, taxon * length, length, all, 0, own);
  }
  return { weights: rows, biases: biases.map((bias) => bias * scale) };
}

function lengthOf(examples: readonly Example[]): number {
  const first = examples[0];
  if (!first) throw new RoostError('teach', 'head', 'no picture was taught', 'Teach it one picture or more');
  const { length } = first.feature;
  for (const { id, taxon, feature, weight } of examples) {
    const wrong = (message: string, hint = '') => new RoostError('teach', id, message, hint);
    if (feature.length !== length)
      throw wrong(`a feature has ${feature.length} numbers, not ${length}`, 'Teach it again with this model');
    if (!feature.every(Number.isFinite)) throw wrong('a feature holds what is no number');
    if (!(weight > 0)) throw wrong(`its weight is ${weight}, not above 0`);
    if (!taxonById(taxon)) throw wrong(`the taxonomy has no taxon ${taxon}`);
  }
  return length;
}
