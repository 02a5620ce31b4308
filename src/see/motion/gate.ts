import type { Box, Frame, Point } from '../../base/domain.ts';
import { Background } from './background.ts';
import { atMost, type Blob, BlobFinder } from './blobs.ts';
import { type Grid, makeGrid } from './grid.ts';
import { Unrest } from './unrest.ts';

/** What moved in one frame. */
export interface Motion {
  /** Tight boxes around what moved, at most 24; none while the background is being learned. */
  readonly regions: readonly Box[];
  /** Share of the cells that moved, 0 to 1, noise included. */
  readonly busy: number;
  /** The whole picture changed at once: exposure, a switched lamp, a nudged camera. Then there are no regions. */
  readonly jump: boolean;
  /** True once the background is learned. */
  readonly settled: boolean;
  /** Mean of the Y plane, 0 to 255. */
  readonly luma: number;
}

/** What the gate looks at. */
export interface GateOptions {
  /** Size of the frames in pixels, even. */
  readonly width: number;
  readonly height: number;
  /** Polygons that are never looked at. */
  readonly masks?: readonly (readonly Point[])[];
}

const MOST_BLOBS = 24;
/** How long `moving` remembers: ms. */
const MEMORY = 1_000;

/** Tells where something moves, from the Y plane of one camera's frames. */
export class MotionGate {
  readonly #width: number;
  readonly #height: number;
  readonly #grid: Grid;
  readonly #background: Background;
  readonly #finder: BlobFinder;
  readonly #unrest: Unrest;
  /** When each cell last lay in a region. */
  readonly #movedAt: Float64Array;
  #at = Number.NEGATIVE_INFINITY;

  constructor({ width, height, masks }: GateOptions) {
    this.#width = width;
    this.#height = height;
    this.#grid = makeGrid(width, height, masks);
    this.#background = new Background(this.#grid);
    this.#finder = new BlobFinder(this.#grid);
    this.#unrest = new Unrest(this.#grid);
    this.#movedAt = new Float64Array(this.#grid.masked.length).fill(Number.NEGATIVE_INFINITY);
  }

  /** Looks at the next frame of the camera. Call it for each frame, once. The frame's size must be that of the gate. */
  look(frame: Frame): Motion {
    if (frame.width !== this.#width || frame.height !== this.#height) {
      throw new RangeError(`frame is ${frame.width}x${frame.height}, the gate ${this.#width}x${this.#height}`);
    }
    const change = this.#background.learn(frame.data, frame.at);
    const found = this.#unrest.sift(this.#finder.find(change), frame.at, change.settled);
    const blobs = atMost(found, MOST_BLOBS);
    this.#at = frame.at;
    for (const blob of blobs) this.#remember(blob);
    return {
      regions: blobs.map((blob) => this.#box(blob)),
      busy: change.count / Math.max(1, this.#grid.open),
      jump: change.jump,
      settled: change.settled,
      luma: change.luma,
    };
  }

  /** True if something moved in the box within the last second before the last frame. */
  moving(box: Box): boolean {
    const { cols, rows } = this.#grid;
    const right = Math.min(cols, Math.ceil((box.x + box.w) * cols));
    const bottom = Math.min(rows, Math.ceil((box.y + box.h) * rows));
    for (let r = Math.max(0, Math.floor(box.y * rows)); r < bottom; r++) {
      for (let c = Math.max(0, Math.floor(box.x * cols)); c < right; c++) {
        if (this.#at - this.#movedAt[r * cols + c]! <= MEMORY) return true;
      }
    }
    return false;
  }

  #remember(blob: Blob): void {
    const { cols } = this.#grid;
    for (let r = blob.top; r < blob.bottom; r++) {
      this.#movedAt.fill(this.#at, r * cols + blob.left, r * cols + blob.right);
    }
  }

  #box({ left, top, right, bottom }: Blob): Box {
    const { cols, rows } = this.#grid;
    return { x: left / cols, y: top / rows, w: (right - left) / cols, h: (bottom - top) / rows };
  }
}
