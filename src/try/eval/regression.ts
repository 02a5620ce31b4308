/** One case of a regression: what was seen, whether it came true, and how much it counts. */
export interface Case {
  readonly features: readonly number[];
  readonly right: boolean;
  readonly weight: number;
}

/** Pulls slopes towards 0, so that few cases do not make a rule; the bias is free. */
const RIDGE = 1;
const STEPS = 50;
const STILL = 1e-8;

/**
 * Logistic regression by Newton's method with a ridge on the standardised slopes (Hastie, Tibshirani, Friedman, The
 * Elements of Statistical Learning, 4.4.1 and 4.4.4).
 * @param positive features whose slope must not be negative; one that comes out negative is left out and the rest
 *   fitted again, since more evidence must never make a name less likely
 * @returns the bias, then one slope a feature, for features as they are given
 */
export function logisticFit(cases: readonly Case[], positive: readonly boolean[]): number[] {
  let used = positive.map(() => true);
  for (;;) {
    const slopes = solve(cases, used);
    const next = used.map((use, i) => use && !(positive[i] && slopes[i + 1]! < 0));
    if (next.every((use, i) => use === used[i])) return slopes;
    used = next;
  }
}

function solve(cases: readonly Case[], used: readonly boolean[]): number[] {
  const columns = used.flatMap((use, i) => (use ? [i] : []));
  const scales = columns.map((column) => spread(cases.map(({ features }) => features[column]!)));
  const rows = cases.map(({ features }) => [
    1,
    ...columns.map((column, i) => (features[column]! - scales[i]!.mean) / scales[i]!.deviation),
  ]);
  const size = columns.length + 1;
  let slopes = new Array<number>(size).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = slopes.map((slope, i) => (i === 0 ? 0 : -RIDGE * slope));
    const hessian = slopes.map((_, i) => slopes.map((_, j) => (i === j ? (i === 0 ? 1e-9 : RIDGE) : 0)));
    for (const [at, { right, weight }] of cases.entries()) {
      const row = rows[at]!;
      const p = 1 / (1 + Math.exp(-dot(row, slopes)));
      for (let i = 0; i < size; i++) {
        gradient[i]! += weight * (Number(right) - p) * row[i]!;
        for (let j = 0; j < size; j++) hessian[i]![j]! += weight * p * (1 - p) * row[i]! * row[j]!;
      }
    }
    const change = gauss(hessian, gradient);
    slopes = slopes.map((slope, i) => slope + change[i]!);
    if (Math.max(...change.map(Math.abs)) < STILL) break;
  }
  const result = new Array<number>(used.length + 1).fill(0);
  result[0] = slopes[0]!;
  for (const [i, column] of columns.entries()) {
    const { mean, deviation } = scales[i]!;
    result[column + 1] = slopes[i + 1]! / deviation;
    result[0] -= (slopes[i + 1]! * mean) / deviation;
  }
  return result;
}

function spread(values: readonly number[]): { mean: number; deviation: number } {
  const count = Math.max(1, values.length);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Solves a system of linear equations by elimination with pivots. */
function gauss(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    let pivot = i;
    for (let j = i + 1; j < size; j++) if (Math.abs(rows[j]![i]!) > Math.abs(rows[pivot]![i]!)) pivot = j;
    [rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
    for (let j = 0; j < size; j++) {
      if (j === i) continue;
      const factor = rows[j]![i]! / rows[i]![i]!;
      for (let k = i; k <= size; k++) rows[j]![k]! -= factor * rows[i]![k]!;
    }
  }
  return rows.map((row, i) => row[size]! / row[i]!);
}
