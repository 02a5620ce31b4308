import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** Animals of Debian's package tuxpaint-stamps-default: photographs without a background. */
const STAMPS = '/usr/share/tuxpaint/stamps/animals';
const GREY = { r: 128, g: 128, b: 128 };

/** RGB pixels, row by row. */
export interface Picture {
  readonly name: string;
  readonly pixels: Uint8Array;
}

/** Every photograph of a folder and every animal stamp on grey, stretched to a square. */
export async function photographs(folder: string, size: number): Promise<Picture[]> {
  const files = [...(await filesOf(folder, '.jpg')), ...(await filesOf(STAMPS, '.png'))];
  const found: Picture[] = [];
  for (const [file, name] of files) {
    const square = sharp(file).flatten({ background: GREY }).resize(size, size, { fit: 'fill', kernel: 'linear' });
    const { data } = await square.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    found.push({ name, pixels: data });
  }
  return found;
}

async function filesOf(folder: string, ending: string): Promise<[file: string, name: string][]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(ending) && !name.includes('mirror'))
    .sort()
    .map((name) => [join(folder, name), name]);
}

/** A picture that needs no file: three ramps and a chequerboard of 16 pixels. */
export function synthetic(size: number): Picture {
  const pixels = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const bright = ((x >> 4) + (y >> 4)) % 2 === 0 ? 64 : 0;
      const at = (y * size + x) * 3;
      pixels[at] = (x + bright) % 256;
      pixels[at + 1] = (y + bright) % 256;
      pixels[at + 2] = (x + y) % 256;
    }
  }
  return { name: 'synthetic', pixels };
}
