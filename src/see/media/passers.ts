import type { Box } from '../../base/domain.ts';
import { containment } from '../../base/geometry.ts';

/** A person who was seen is taken to stand there until the next sweep and so long (ms) after it was due, if not seen elsewhere. */
const LATE = 1_000;
/** So much of one of two boxes (0 to 1) lies in the other where both are the same person. */
const SAME = 0.5;

/**
 * Where people stand now, at one camera. Not every frame is looked at everywhere, and a person who is seen faintly is not found
 * in every look: each box stays until it is seen again nearby, or for some seconds.
 */
export class Passers {
  readonly #staysMs: number;
  #known: readonly { readonly at: number; readonly box: Box }[] = [];

  /** @param sweepMs who stands still is looked for again within this time */
  constructor(sweepMs: number) {
    this.#staysMs = sweepMs + LATE;
  }

  /** Takes in where people are in a frame; returns where they may be, boxes of this frame first. */
  see(at: number, boxes: readonly Box[]): Box[] {
    const before = this.#known.filter(
      (one) => Math.abs(at - one.at) <= this.#staysMs && !boxes.some((box) => containment(one.box, box) >= SAME),
    );
    this.#known = [...boxes.map((box) => ({ at, box })), ...before];
    return this.#known.map(({ box }) => box);
  }
}
