import type { Change } from './background.ts';
import type { Grid } from './grid.ts';

/** Cells that move together: a tight rectangle of the grid, `right` and `bottom` exclusive. */
export interface Blob {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Moving cells in it. */
  readonly cells: number;
  /** Sum of the grey levels by which its cells exceed their thresholds. */
  readonly mass: number;
}

/** Cells this near to each other belong to one animal: 2 leaves room for one quiet cell between. */
const REACH = 2;

/** Groups moving cells into blobs. A moving cell without a moving neighbour is noise. */
export class BlobFinder {
  readonly #cols: number;
  readonly #rows: number;
  /** 1: moves, with a neighbour that does; 0: not, or already in a blob. */
  readonly #marks: Uint8Array;
  readonly #stack: Int32Array;

  constructor({ cols, rows }: Grid) {
    this.#cols = cols;
    this.#rows = rows;
    this.#marks = new Uint8Array(cols * rows);
    this.#stack = new Int32Array(cols * rows);
  }

  /** The blobs of one picture, in reading order of their first cells. */
  find({ cells, count, excess }: Change): Blob[] {
    const marks = this.#marks;
    for (let k = 0; k < count; k++) marks[cells[k]!] = 1;
    let kept = 0;
    for (let k = 0; k < count; k++) if (this.#accompanied(cells[k]!)) this.#stack[kept++] = cells[k]!;
    for (let k = 0; k < count; k++) marks[cells[k]!] = 0;
    const seeds = this.#stack.slice(0, kept);
    for (const seed of seeds) marks[seed] = 1;
    const blobs: Blob[] = [];
    for (const seed of seeds) if (marks[seed] === 1) blobs.push(this.#grow(seed, excess));
    return blobs;
  }

  #accompanied(cell: number): boolean {
    const cols = this.#cols;
    const x = cell % cols;
    const y = (cell - x) / cols;
    for (let r = Math.max(0, y - 1); r <= Math.min(this.#rows - 1, y + 1); r++) {
      for (let c = Math.max(0, x - 1); c <= Math.min(cols - 1, x + 1); c++) {
        const other = r * cols + c;
        if (other !== cell && this.#marks[other] === 1) return true;
      }
    }
    return false;
  }

  #grow(seed: number, excess: Float32Array): Blob {
    const cols = this.#cols;
    const marks = this.#marks;
    const stack = this.#stack;
    let [left, top, right, bottom, cells, mass] = [cols, this.#rows, 0, 0, 0, 0];
    let depth = 0;
    stack[depth++] = seed;
    marks[seed] = 0;
    while (depth > 0) {
      const cell = stack[--depth]!;
      const x = cell % cols;
      const y = (cell - x) / cols;
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x + 1);
      bottom = Math.max(bottom, y + 1);
      cells++;
      mass += excess[cell]!;
      for (let r = Math.max(0, y - REACH); r <= Math.min(this.#rows - 1, y + REACH); r++) {
        for (let c = Math.max(0, x - REACH); c <= Math.min(cols - 1, x + REACH); c++) {
          const other = r * cols + c;
          if (marks[other] === 1) {
            marks[other] = 0;
            stack[depth++] = other;
          }
        }
      }
    }
    return { left, top, right, bottom, cells, mass };
  }
}

/**
 * Joins blobs that lie close, ever wider, until at most `most` are left. None is lost, and the order in which
 * they come does not matter.
 */
export function atMost(blobs: readonly Blob[], most: number): readonly Blob[] {
  let joined = blobs;
  for (let reach = REACH; joined.length > most; reach *= 2) joined = joinWithin(joined, reach);
  return joined;
}

function joinWithin(blobs: readonly Blob[], reach: number): Blob[] {
  const left = [...blobs];
  const done: Blob[] = [];
  while (left.length > 0) {
    let grown = left.pop()!;
    for (let i = left.length - 1; i >= 0; i--) {
      const other = left[i]!;
      if (gap(grown, other) > reach) continue;
      grown = join(grown, other);
      left.splice(i, 1);
      // It may now reach blobs that it had passed over.
      i = left.length;
    }
    done.push(grown);
  }
  return done;
}

/** Quiet cells between two blobs, along the axis where they are further apart. */
function gap(a: Blob, b: Blob): number {
  return Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom, 0);
}

function join(a: Blob, b: Blob): Blob {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
    cells: a.cells + b.cells,
    mass: a.mass + b.mass,
  };
}
