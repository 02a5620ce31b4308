import type { Frame } from '../src/base/domain.ts';

/** A frame of coloured noise: no two pixels alike, so that nothing is cheaper than in earnest. */
export function noise(width: number, height: number): Frame {
  const data = new Uint8Array((width * height * 3) / 2);
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    data[i] = i < width * height ? 16 + ((state >>> 16) % 220) : 108 + ((state >>> 16) % 40);
  }
  return { camera: 'bench', seq: 0, at: 0, width, height, data };
}
