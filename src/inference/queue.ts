/**
 * First in, first out for each camera, and the cameras in turn: a camera with a hundred crops delays another one's
 * single crop by one run, not by a hundred.
 */
export class FairQueue<T> {
  /** In the order of their turns; a camera without items is not in it. */
  readonly #turns = new Map<string, T[]>();

  push(camera: string, item: T): void {
    const items = this.#turns.get(camera);
    if (items) items.push(item);
    else this.#turns.set(camera, [item]);
  }

  /** Takes the oldest item of the camera whose turn it is, and puts that camera at the end. */
  next(): T | undefined {
    for (const [camera, items] of this.#turns) {
      const item = items.shift();
      this.#turns.delete(camera);
      if (items.length > 0) this.#turns.set(camera, items);
      return item;
    }
    return undefined;
  }

  /** Forgets every item for which `unwanted` is true. */
  remove(unwanted: (item: T) => boolean): void {
    for (const [camera, items] of this.#turns) {
      const wanted = items.filter((item) => !unwanted(item));
      if (wanted.length > 0) this.#turns.set(camera, wanted);
      else this.#turns.delete(camera);
    }
  }

  /** Items waiting, of all cameras. */
  get size(): number {
    let sum = 0;
    for (const items of this.#turns.values()) sum += items.length;
    return sum;
  }
}
