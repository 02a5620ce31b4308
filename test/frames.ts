import type { Frame } from '../src/base/domain.ts';

/** A frame of one colour. Y 16 to 235, U and V 16 to 240, 128 is grey. */
export function flat(width: number, height: number, y = 120, u = 128, v = 128, at = 0): Frame {
  const data = new Uint8Array((width * height * 3) / 2);
  data.fill(y, 0, width * height);
  data.fill(u, width * height, (width * height * 5) / 4);
  data.fill(v, (width * height * 5) / 4);
  return { camera: 'c', seq: 0, at, width, height, data };
}

/** Paints a chequered rectangle (pixels) into a frame's Y plane: something with edges to find. */
export function chequer(frame: Frame, left: number, top: number, width: number, height: number, cell = 4): Frame {
  for (let y = top; y < top + height; y++)
    for (let x = left; x < left + width; x++)
      frame.data[y * frame.width + x] = (Math.floor(x / cell) + Math.floor(y / cell)) % 2 ? 200 : 40;
  return frame;
}
