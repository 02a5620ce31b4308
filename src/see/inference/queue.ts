/** A camera's items: those that go first, those that can wait, and how often the latter were passed over. */
interface Waiting<T> {
  first: T[];
  later: T[];
  passed: number;
}

/** So many items that go first pass one that can wait; then it is its turn, so that it never starves. */
const PATIENCE = 8;

/**
 * First in, first out for each camera, and the cameras in turn: a camera with a hundred crops delays another one's
 * single crop by one run, not by a hundred. Within a camera, items that can wait stand behind the others.
 */
export class FairQueue<T> {
  /** In the order of their turns; a camera without items is not in it. */
  readonly #turns = new Map<string, Waiting<T>>();

  /** @param canWait true for what stands behind its camera's other items */
  push(camera: string, item: T, canWait = false): void {
    const waiting = this.#turns.get(camera) ?? { first: [], later: [], passed: 0 };
    (canWait ? waiting.later : waiting.first).push(item);
    this.#turns.set(camera, waiting);
  }

  /** Takes an item of the camera whose turn it is, and puts that camera at the end. */
  next(): T | undefined {
    for (const [camera, waiting] of this.#turns) {
      const item = take(waiting);
      this.#turns.delete(camera);
      if (!isEmpty(waiting)) this.#turns.set(camera, waiting);
      return item;
    }
    return undefined;
  }

  /** Forgets every item for which `unwanted` is true. */
  remove(unwanted: (item: T) => boolean): void {
    for (const [camera, waiting] of this.#turns) {
      waiting.first = waiting.first.filter((item) => !unwanted(item));
      waiting.later = waiting.later.filter((item) => !unwanted(item));
      if (isEmpty(waiting)) this.#turns.delete(camera);
    }
  }

  /** Items waiting, of all cameras. */
  get size(): number {
    let sum = 0;
    for (const { first, later } of this.#turns.values()) sum += first.length + later.length;
    return sum;
  }
}

function take<T>(waiting: Waiting<T>): T | undefined {
  const { first, later } = waiting;
  if (first.length > 0 && (later.length === 0 || waiting.passed < PATIENCE)) {
    if (later.length > 0) waiting.passed++;
    return first.shift();
  }
  waiting.passed = 0;
  return later.shift();
}

const isEmpty = ({ first, later }: Waiting<unknown>) => first.length === 0 && later.length === 0;
