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
  const width = b.columns;
  for (let row = 0; row < a.rows; row++) {
    const target = out.data.subarray(row * width, (row + 1) * width);
    for (let k = 0; k < a.columns; k++) {
      const factor = a.data[row * a.columns + k]!;
      if (factor === 0) continue;
      const source = b.data.subarray(k * width, (k + 1) * width);
      for (let i = 0; i < width; i++) target[i]! += factor * source[i]!;
    }
  }
  return out;
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
    const own = lower.subarray(j * size, j * size + j);
    let diagonal = lower[j * size + j]!;
    for (let k = 0; k < j; k++) diagonal -= own[k]! * own[k]!;
    const root = Math.sqrt(Math.max(diagonal, Number.MIN_VALUE));
    lower[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      const row = lower.subarray(i * size, i * size + j);
      let sum = lower[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * own[k]!;
      lower[i * size + j] = sum / root;
    }
  }
  return ({ columns, data }) => {
    const x = new Float64Array(data);
    const take = (to: number, from: number, factor: number) => {
      for (let c = 0; c < columns; c++) x[to * columns + c]! -= factor * x[from * columns + c]!;
    };
    const divide = (row: number) => {
      for (let c = 0; c < columns; c++) x[row * columns + c]! /= lower[row * size + row]!;
    };
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < i; k++) take(i, k, lower[i * size + k]!);
      divide(i);
    }
    for (let i = size - 1; i >= 0; i--) {
      for (let k = i + 1; k < size; k++) take(i, k, lower[k * size + i]!);
      divide(i);
    }
    return { rows: size, columns, data: x };
  };
}
