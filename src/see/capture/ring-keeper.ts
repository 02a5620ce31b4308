import { setTimeout as sleep } from 'node:timers/promises';
import type { Segment } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import { SegmentRing, segmentOf } from './segments.ts';

/** The ring of segments of one camera; the folder is its alone. */
export interface SegmentOptions {
  readonly folder: string;
  /** Length of one: 4 s. */
  readonly seconds?: number;
  /** How long one is kept: 120 s. */
  readonly keepSeconds?: number;
  /** Bytes of all of them: 512 MiB. */
  readonly maxBytes?: number;
}

/** What the keeper of a ring tells. */
export interface SegmentHooks {
  /** A piece of the camera's own stream is complete on disk. */
  onSegment?(segment: Segment): void;
  /** Segments cannot be written; frames go on. Told once for each reason. Holds no credentials. */
  onSegmentError?(message: string): void;
}

/** How long (ms) the ring is waited for when a capture starts or stops. */
const DISK_WITHIN_MS = 1_000;

/** Keeps the ring of segments of one camera: tells of those that are complete, and removes the old ones. */
export class RingKeeper {
  readonly #ring: SegmentRing;
  readonly #hooks: SegmentHooks;
  #tidying: Promise<void> | undefined;
  #error = '';
  /** Segments since the last that held pictures. */
  #empty = 0;

  constructor({ folder, keepSeconds = 120, maxBytes = 512 * 1024 ** 2 }: SegmentOptions, hooks: SegmentHooks) {
    this.#ring = new SegmentRing(folder, keepSeconds, maxBytes);
    this.#hooks = hooks;
  }

  /** Removes what an earlier run left, which must not be taken for this one's. */
  open(): void {
    this.#tidy((ring) => ring.open());
  }

  /** Removes what is too old. */
  prune(): void {
    this.#tidy((ring) => ring.prune(Date.now()));
  }

  /** Waits until the disk has done what it was asked for, but not for one that hangs. */
  async settled(): Promise<void> {
    await Promise.race([this.#tidying, sleep(DISK_WITHIN_MS, undefined, { ref: false })]);
  }

  /** Takes in a line of ffmpeg's list of segments. Never rejects. */
  async line(line: string): Promise<void> {
    try {
      await this.#keep(line);
    } catch (error) {
      this.#tellError(error);
    }
  }

  async #keep(line: string): Promise<void> {
    const segment = segmentOf(line, this.#ring.folder, Date.now());
    if (!segment) return;
    const isFull = await this.#ring.holds(segment);
    this.#empty = isFull ? 0 : this.#empty + 1;
    if (isFull) this.#ring.add(segment);
    if (isFull) this.#hooks.onSegment?.(segment);
    // One may be the first of a run, whose name the second took within the same second.
    else if (this.#empty > 1)
      this.#tellError(
        `write segments to ${this.#ring.folder}: they stay empty. The disk is full, or the stream is damaged`,
      );
    this.prune();
  }

  /** Does one thing to the ring at a time, and waits for none of it: while a disk hangs, nothing more is asked of it. */
  #tidy(what: (ring: SegmentRing) => Promise<void>): void {
    if (this.#tidying) return;
    this.#tidying = what(this.#ring)
      .catch((error: unknown) => this.#tellError(error))
      .finally(() => {
        this.#tidying = undefined;
      });
  }

  #tellError(error: unknown): void {
    const message = messageOf(error);
    if (message !== this.#error) this.#hooks.onSegmentError?.(message);
    this.#error = message;
  }
}
