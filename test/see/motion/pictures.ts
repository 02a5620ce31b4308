import type { Box, Frame } from '../../../src/base/domain.ts';

/** Grey level at a pixel at a time in seconds, any number; it is rounded and clamped when painted. */
export type Shade = (x: number, y: number, t: number) => number;

/** Something that is drawn over the background: where it is at a time, in pixels, and how it looks. */
export interface Thing {
  readonly place: (t: number) => { x: number; y: number; w: number; h: number } | undefined;
  readonly grey: number;
}

/** Repeatable random numbers, 0 to 1 (mulberry32). */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let n = Math.imul(state ^ (state >>> 15), state | 1);
    n ^= n + Math.imul(n ^ (n >>> 7), n | 61);
    return ((n ^ (n >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number that belongs to a whole-numbered place, 0 to 1: always the same one. */
function speckle(x: number, y: number, z = 0): number {
  let n = Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(z, 974634777);
  n = Math.imul(n ^ (n >>> 13), 1274126177);
  return ((n ^ (n >>> 16)) >>> 0) / 2 ** 32;
}

/** Paints frames of a made scene: a background, sensor noise, elliptic things. */
export class Painter {
  readonly width: number;
  readonly height: number;
  readonly #random = dice(7);

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  /** A frame at `at` ms. `noise` is the half width of even noise in grey levels. */
  frame(at: number, shade: Shade, things: readonly Thing[] = [], noise = 2): Frame {
    const { width, height } = this;
    const data = new Uint8Array((width * height * 3) / 2).fill(128, width * height);
    const t = at / 1000;
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        data[i] = clamp(shade(x, y, t) + (noise === 0 ? 0 : (this.#random() * 2 - 1) * noise));
      }
    }
    for (const thing of things) this.#draw(data, thing, t);
    return { camera: 'made', seq: Math.round(at / 200), at, width, height, data };
  }

  #draw(data: Uint8Array, { place, grey }: Thing, t: number): void {
    const p = place(t);
    if (!p) return;
    for (let y = Math.max(0, Math.floor(p.y)); y < Math.min(this.height, p.y + p.h); y++) {
      for (let x = Math.max(0, Math.floor(p.x)); x < Math.min(this.width, p.x + p.w); x++) {
        const dx = (2 * (x + 0.5 - p.x)) / p.w - 1;
        const dy = (2 * (y + 0.5 - p.y)) / p.h - 1;
        if (dx * dx + dy * dy <= 1) data[y * this.width + x] = grey;
      }
    }
  }
}

/** The same frame seen in a mirror. */
export function mirrored(frame: Frame): Frame {
  const data = new Uint8Array(frame.data);
  for (let y = 0; y < frame.height; y++) data.subarray(y * frame.width, (y + 1) * frame.width).reverse();
  return { ...frame, data };
}

/** A thing's box as fractions of the frame, the part that is inside. */
export function boxOf(thing: Thing, t: number, width: number, height: number): Box | undefined {
  const p = thing.place(t);
  if (!p) return undefined;
  const x = Math.max(0, p.x);
  const y = Math.max(0, p.y);
  const w = Math.min(width, p.x + p.w) - x;
  const h = Math.min(height, p.y + p.h) - y;
  return w > 0 && h > 0 ? { x: x / width, y: y / height, w: w / width, h: h / height } : undefined;
}

/** Mud: still, with texture. */
export const mud: Shade = (x, y) => 90 + 40 * speckle(x >> 3, y >> 3) + 20 * speckle(x, y);

/** Open water: waves of several lengths, and sun that glitters on some crests. */
export const water: Shade = (x, y, t) => {
  const wave =
    Math.sin(x * 0.05 + t * 2.1 + y * 0.2) + Math.sin(x * 0.11 - t * 3.3 + y * 0.35) + Math.sin(y * 0.5 + t * 1.7);
  const glint = speckle(x >> 2, y >> 1, Math.floor(t * 5)) > 0.998 ? 90 : 0;
  return 110 + 7 * wave + glint;
};

/** Reeds that sway before mud, in the lower half: soft stems, the tips go furthest. */
export const reeds: Shade = (x, y, t) => {
  if (y < 360) return mud(x, y, t);
  const sway = 5 * Math.sin(t * 2.5 + x * 0.01) * (1 - (y - 360) / 360);
  return 100 + 25 * Math.sin((x + sway) * 0.45 + 3 * Math.sin(x * 0.031));
};

/** Rain over mud: bright thin streaks, elsewhere in each frame. */
export const rain: Shade = (x, y, t) => {
  const frame = Math.floor(t * 5 + 0.5);
  return mud(x, y, t) + (speckle(x + (y >> 4), (y + x * 7) >> 5, frame) > 0.996 ? 60 : 0);
};

/** Light that grows by 40% within a second, every ten seconds, and falls again. */
export const sun: Shade = (x, y, t) => {
  const phase = t % 10;
  return mud(x, y, t) * (1 + 0.4 * Math.max(0, Math.min(1, phase - 3, 9 - phase)));
};

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
}
