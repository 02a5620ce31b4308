import type { Scored } from '../../base/domain.ts';
import { fuse, type Look } from './fuse.ts';
import type { ClassifierModel } from './model.ts';
import { sumUp, type Vocabulary } from './vocabulary.ts';

/** Scores of the classes that a classifier knows, by taxon id: `aves`, `mammalia`. What is left of 1 is background. */
export type ClassScores = ReadonlyMap<string, number>;

/** Which class an animal is held to be of. */
export interface Believed {
  /** Id of the class. */
  readonly taxon: string;
  /** How likely, 0 to 1, by a classifier; undefined where the detector's word stands. */
  readonly score?: number;
  /** True where a person should look: detector and classifiers disagree, or nobody can tell. */
  readonly conflict: boolean;
}

/**
 * From here on a classifier that knows several classes overrules the detector, if it also all but rules the detector's
 * class out. Of 583 animals of `fixtures/species` the detector had 64 wrong; it was overruled for 31, rightly each time
 * (docs/accuracy.md says by which command).
 */
const OVERRULES = 0.8;
const RULED_OUT = 0.1;

/** A classifier that holds another class for likelier than this, and the detector's for less than that, disagrees. */
const DISAGREES = 0.5;
const UNLIKELY = 0.3;

/** What a classifier's looks say of classes, without any prior. @param looks one or more */
export function classesOf({ vocabulary, calibration }: ClassifierModel, looks: readonly Look[]): ClassScores {
  return classScores(vocabulary, sumUp(vocabulary, fuse(looks, calibration.temperature).probabilities));
}

/** True where a classifier can tell birds from mammals. */
export function knowsSeveral({ vocabulary }: Pick<ClassifierModel, 'vocabulary'>): boolean {
  return vocabulary.nodes.filter(({ rank }) => rank === 'class').length > 1;
}

/** Of the scores of a vocabulary's nodes those of its classes. */
export function classScores({ nodes }: Vocabulary, sums: Float64Array): ClassScores {
  return new Map(nodes.flatMap(({ taxon, rank }, place) => (rank === 'class' ? [[taxon, sums[place]!]] : [])));
}

/**
 * Which class an animal is of, by what each classifier that looked says. Of those that know several classes the surest
 * is heard; one that knows birds alone takes a fox for a bird, and can only fail to recognise anything.
 * @param own class of the detector's kind
 * @param assumed true where the detector cannot tell this kind from others: then only classifiers can say
 */
export function believe(own: string, said: readonly ClassScores[], assumed: boolean): Believed {
  const voice = said
    .filter((classes) => classes.size > 1)
    .map(likeliest)
    .reduce(surer, undefined);
  if (voice && voice.score > DISAGREES && (assumed || voice.taxon === own))
    return { taxon: voice.taxon, ...(assumed && { score: voice.score }), conflict: false };
  if (assumed) return { taxon: own, conflict: true };
  if (voice && voice.score > OVERRULES && (voice.classes.get(own) ?? 0) < RULED_OUT)
    return { taxon: voice.taxon, score: voice.score, conflict: true };
  return { taxon: own, conflict: said.some((classes) => disagrees(classes, own)) };
}

function disagrees(classes: ClassScores, own: string): boolean {
  if ((classes.get(own) ?? 0) > UNLIKELY) return false;
  // A model that knows one class alone says "not this" by its background.
  if (classes.size === 1) return true;
  return [...classes].some(([taxon, score]) => taxon !== own && score > DISAGREES);
}

/** A classifier's likeliest class, and all that it says. */
interface Voice extends Scored {
  readonly classes: ClassScores;
}

function likeliest(classes: ClassScores): Voice {
  const [taxon, score] = [...classes].reduce((a, b) => (b[1] > a[1] ? b : a));
  return { taxon, score, classes };
}

function surer(a: Voice | undefined, b: Voice): Voice {
  return a && a.score >= b.score ? a : b;
}
