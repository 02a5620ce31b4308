/** Numbers row by row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A matrix of zeros. */
export function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, data: new Float64Array(rows * columns) };
}

/** The product of two matrices. */
export function times(a: Matrix, b: Matrix): Matrix {
  const out = zeros(a.rows, b.columns);
  for (let row = 0; row < a.rows; row++) {
    const factors = a.data.subarray(row * a.columns, (row + 1) * a.columns);
    addRows(out.data, row * b.columns, b.columns, b.data, 0, factors);
  }
  return out;
}

/**
 * Adds rows of numbers to one row, each times its factor. Four at once, as going over the row that is added to is what takes time;
 * rows whose factors are 0 are passed over.
 * @param to where the row begins that is added to, and how long all rows are
 * @param from where the first of the rows begins that are added
 */
export function addRows(
  target: Float64Array,
  to: number,
  length: number,
  source: Float64Array,
  from: number,
  factors: Float64Array,
): void {
  const rest = factors.length % 4;
  for (let k = 0; k < factors.length - rest; k += 4) {
    const [e, f, g, h] = [factors[k]!, factors[k + 1]!, factors[k + 2]!, factors[k + 3]!];
    if (e === 0 && f === 0 && g === 0 && h === 0) continue;
    const a = from + k * length;
    const b = a + length;
    const c = b + length;
    const d = c + length;
    for (let i = 0; i < length; i++)
      target[to + i]! += e * source[a + i]! + f * source[b + i]! + g * source[c + i]! + h * source[d + i]!;
  }
  for (let k = factors.length - rest; k < factors.length; k++) {
    const factor = factors[k]!;
    if (factor === 0) continue;
    for (let i = 0; i < length; i++) target[to + i]! += factor * source[from + k * length + i]!;
  }
}

/** Some rows and columns of a matrix. */
export function part({ columns, data }: Matrix, rows: readonly number[], of: readonly number[]): Matrix {
  const out = zeros(rows.length, of.length);
  for (const [i, row] of rows.entries())
    for (const [j, column] of of.entries()) out.data[i * of.length + j] = data[row * columns + column]!;
  return out;
}

/**
 * Solves `a x = b` for a symmetric matrix whose eigenvalues are above 0, by Cholesky's decomposition.
 * @returns a function that solves for any `b`, many columns at once
 */
export function solver(a: Matrix): (b: Matrix) => Matrix {
  const size = a.rows;
  const lower = new Float64Array(a.data);
  for (let j = 0; j < size; j++) {
    const own = j * size;
    const root = Math.sqrt(Math.max(lower[own + j]! - dotWithin(lower, own, own, j), Number.MIN_VALUE));
    lower[own + j] = root;
    for (let i = j + 1; i < size; i++) {
      const row = i * size;
      lower[row + j] = (lower[row + j]! - dotWithin(lower, row, own, j)) / root;
    }
  }
  return ({ columns, data }) => {
    const x = new Float64Array(data);
    const divide = (row: number) => {
      for (let c = 0; c < columns; c++) x[row * columns + c]! /= lower[row * size + row]!;
    };
    for (let i = 0; i < size; i++) {
      addRows(
        x,
        i * columns,
        columns,
        x,
        0,
        less(i, (k) => lower[i * size + k]!),
      );
      divide(i);
    }
    for (let i = size - 1; i >= 0; i--) {
      const below = less(size - 1 - i, (k) => lower[(i + 1 + k) * size + i]!);
      addRows(x, i * columns, columns, x, (i + 1) * columns, below);
      divide(i);
    }
    return { rows: size, columns, data: x };
  };
}

/** So many factors, to be taken away. */
function less(count: number, factor: (k: number) => number): Float64Array {
  const out = new Float64Array(count);
  for (let k = 0; k < count; k++) out[k] = -factor(k);
  return out;
}

/** The product of two stretches of an array, four sums at once: a single one would have each addition wait for the one before. */
function dotWithin(data: Float64Array, a: number, b: number, length: number): number {
  let s = 0;
  let t = 0;
  let u = 0;
  let v = 0;
  let k = 0;
  for (const end = length - 3; k < end; k += 4) {
    s += data[a + k]! * data[b + k]!;
    t += data[a + k + 1]! * data[b + k + 1]!;
    u += data[a + k + 2]! * data[b + k + 2]!;
    v += data[a + k + 3]! * data[b + k + 3]!;
  }
  for (; k < length; k++) s += data[a + k]! * data[b + k]!;
  return s + t + u + v;
}
