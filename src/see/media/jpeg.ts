import sharp, { type OverlayOptions } from 'sharp';
import type { Box, Media } from '../../base/domain.ts';
import { intersection } from '../../base/geometry.ts';
import { type Cut, toRgb } from '../../base/pixels.ts';
import type { Crop } from './crops.ts';
import { mediaPath, sha256, writeWhole } from './files.ts';

/**
 * Writes a crop as JPEG under the data folder, people in it blurred.
 * @param name of the file, without its ending; the media id as well
 * @throws the file system's error where it cannot be written
 */
export async function writeCrop(data: string, camera: string, crop: Crop, name: string): Promise<Media> {
  const { bytes, blurred } = await encode(crop.cut, crop.people);
  const file = mediaPath(camera, crop.at, `${name}.jpg`);
  await writeWhole(data, file, bytes);
  return {
    id: name,
    camera,
    track: crop.track,
    type: 'crop',
    at: crop.at,
    file,
    sha256: sha256(bytes),
    bytes: bytes.length,
    region: crop.cut.region,
    box: crop.box,
    score: crop.score,
    blurred,
  };
}

/**
 * A piece of a frame as JPEG.
 * @param blur boxes in fractions of the frame; what of them lies in the piece is blurred
 * @param quality of the JPEG, 1 to 100
 */
export async function encode(
  piece: Cut,
  blur: readonly Box[],
  quality = 88,
): Promise<{ bytes: Buffer; blurred: boolean }> {
  const { width, height, region } = piece;
  const raw = { width, height, channels: 3 as const };
  const rgb = toRgb(piece);
  const patches = await Promise.all(
    blur
      .filter((box) => intersection(box, region) > 0)
      .map((box) => patch(rgb, raw, within(box, region, width, height))),
  );
  const bytes = await sharp(rgb, { raw }).composite(patches).jpeg({ quality }).toBuffer();
  return { bytes, blurred: patches.length > 0 };
}

interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Pixels of the piece that a box covers, with a tenth more on each side: a detector's box is not exact. */
function within(box: Box, region: Box, width: number, height: number): Rectangle {
  const scale = (value: number, size: number) => Math.min(size, Math.max(0, value * size));
  const left = Math.floor(scale((box.x - 0.1 * box.w - region.x) / region.w, width));
  const top = Math.floor(scale((box.y - 0.1 * box.h - region.y) / region.h, height));
  const right = Math.ceil(scale((box.x + 1.1 * box.w - region.x) / region.w, width));
  const bottom = Math.ceil(scale((box.y + 1.1 * box.h - region.y) / region.h, height));
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

/** A blurred patch: shrunk to at most 6 pixels first, so that nothing of a face can be brought back. */
async function patch(
  rgb: Uint8Array,
  raw: { width: number; height: number; channels: 3 },
  area: Rectangle,
): Promise<OverlayOptions> {
  const { width, height, left, top } = area;
  const longer = Math.max(width, height);
  const small = await sharp(rgb, { raw })
    .extract(area)
    .resize(Math.max(1, Math.round((6 * width) / longer)), Math.max(1, Math.round((6 * height) / longer)), {
      fit: 'fill',
    })
    .png()
    .toBuffer();
  const input = await sharp(small).resize(width, height, { fit: 'fill', kernel: 'cubic' }).png().toBuffer();
  return { input, left, top };
}
