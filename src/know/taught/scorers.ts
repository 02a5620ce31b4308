import { type Matrix, solver, times, zeros } from './matrix.ts';

/** Pictures that a scorer learns from. */
export interface Lesson {
  /** Products of their directions with one another. */
  readonly products: Matrix;
  /** Number of each one's taxon, from 0. */
  readonly taxa: readonly number[];
  readonly weights: readonly number[];
  /** How many taxa there are; each has a picture or more. */
  readonly count: number;
}

/**
 * How alike a picture is to each taxon: the sum over the pictures of its product with each, times a number, and a bias. All
 * scorers are of this form, so that they cost the same where they are asked.
 */
export interface Scorer {
  /** One row a picture, one column a taxon. */
  readonly shares: Matrix;
  /** One a taxon. */
  readonly biases: Float64Array;
}

/** Learns how to score. @returns undefined where there is not enough to learn from */
export type Learn = (lesson: Lesson) => Scorer | undefined;

/** The ways to learn that are tried, the simplest first. */
export const LEARNERS = { nearest, shrunken, logistic } as const satisfies Record<string, Learn>;
export type LearnerName = keyof typeof LEARNERS;

/** By the cosine with the mean direction of a taxon's pictures. */
function nearest(lesson: Lesson): Scorer {
  const shares = meansOf(lesson);
  const products = times(lesson.products, shares);
  for (let taxon = 0; taxon < lesson.count; taxon++) {
    const length = Math.sqrt(columnDot(shares, products, taxon)) || 1;
    for (let row = 0; row < shares.rows; row++) shares.data[row * shares.columns + taxon]! /= length;
  }
  return { shares, biases: new Float64Array(lesson.count) };
}

/**
 * Linear discriminant analysis whose covariance within taxa is drawn to a plain one, as pictures are fewer than numbers (Friedman
 * 1989, Regularized Discriminant Analysis): the inverse of `within + delta` times a taxon's mean, where delta is the mean
 * variance of the directions in which pictures of a taxon differ. By the matrix inversion lemma only products of pictures
 * are needed.
 */
function shrunken(lesson: Lesson): Scorer | undefined {
  const { taxa, count, products } = lesson;
  const rows = taxa.length;
  if (rows <= count) return undefined;
  const means = meansOf(lesson);
  // Each picture less the mean of its taxon, written as shares of all pictures.
  const within = zeros(rows, rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < rows; j++)
      within.data[i * rows + j] = (i === j ? 1 : 0) - (taxa[i] === taxa[j] ? means.data[j * count + taxa[j]!]! : 0);
  const half = times(within, products);
  // Symmetric, and most of `within` is 0.
  const scatter = times(within, transposed(half));
  const trace = Array.from({ length: rows }, (_, i) => scatter.data[i * rows + i]!).reduce((a, b) => a + b, 0);
  const delta = trace / (rows - count);
  if (!(delta > 1e-9)) return undefined;
  for (let i = 0; i < rows; i++) scatter.data[i * rows + i]! += delta;
  const explained = times(transposed(within), solver(scatter)(times(half, means)));
  const shares = { ...means, data: means.data.map((value, i) => value - explained.data[i]!) };
  const meansProducts = times(products, means);
  const biases = Float64Array.from({ length: count }, (_, taxon) => -columnDot(shares, meansProducts, taxon) / 2);
  return { shares, biases };
}

/** Ridge of the regression, for directions of length 1. */
const RIDGE = 0.1;
const STEPS = 4;

/**
 * Multinomial logistic regression with a ridge, by steps that use one bound of the curvature for all (Böhning 1992, Multinomial
 * logistic regression algorithm), in the products of the pictures. A step solves `bound * change = slope`, where the bound is half
 * the products and a ridge, so that what the change does to the scores follows without another product of matrices.
 */
function logistic({ products, taxa, weights, count }: Lesson): Scorer {
  const rows = taxa.length;
  const most = Math.max(...weights);
  const bound = zeros(rows, rows);
  for (let i = 0; i < bound.data.length; i++) bound.data[i] = 0.5 * most * products.data[i]!;
  for (let i = 0; i < rows; i++) bound.data[i * rows + i]! += RIDGE;
  const solve = solver(bound);
  const shares = zeros(rows, count);
  const scores = new Float64Array(rows * count);
  const own = new Float64Array(count);
  for (let step = 0; step < STEPS; step++) {
    const slope = zeros(rows, count);
    for (let row = 0; row < rows; row++) {
      own.set(scores.subarray(row * count, (row + 1) * count));
      let highest = Number.NEGATIVE_INFINITY;
      for (let taxon = 0; taxon < count; taxon++) highest = Math.max(highest, own[taxon]!);
      let sum = 0;
      for (let taxon = 0; taxon < count; taxon++) {
        own[taxon] = Math.exp(own[taxon]! - highest);
        sum += own[taxon]!;
      }
      for (let taxon = 0; taxon < count; taxon++) {
        const wrong = own[taxon]! / sum - (taxa[row] === taxon ? 1 : 0);
        slope.data[row * count + taxon] = weights[row]! * wrong + RIDGE * shares.data[row * count + taxon]!;
      }
    }
    const change = solve(slope);
    for (let i = 0; i < scores.length; i++) {
      shares.data[i]! -= change.data[i]!;
      scores[i]! -= (slope.data[i]! - RIDGE * change.data[i]!) / (0.5 * most);
    }
  }
  return { shares, biases: new Float64Array(count) };
}

/** Scores of some pictures. @param against products of each of them with those that the scorer learned from */
export function scoresOf({ shares, biases }: Scorer, against: Matrix): Matrix {
  const scores = times(against, shares);
  for (let i = 0; i < scores.data.length; i++) scores.data[i]! += biases[i % biases.length]!;
  return scores;
}

/** One column a taxon: the shares of its pictures in its mean. */
function meansOf({ taxa, weights, count }: Lesson): Matrix {
  const totals = new Float64Array(count);
  for (const [row, taxon] of taxa.entries()) totals[taxon]! += weights[row]!;
  const out = zeros(taxa.length, count);
  for (const [row, taxon] of taxa.entries()) out.data[row * count + taxon] = weights[row]! / totals[taxon]!;
  return out;
}

function transposed({ rows, columns, data }: Matrix): Matrix {
  const out = zeros(columns, rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out.data[j * rows + i] = data[i * columns + j]!;
  return out;
}

function columnDot(a: Matrix, b: Matrix, column: number): number {
  let sum = 0;
  for (let row = 0; row < a.rows; row++) sum += a.data[row * a.columns + column]! * b.data[row * b.columns + column]!;
  return sum;
}
