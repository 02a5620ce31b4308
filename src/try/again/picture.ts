import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Media } from '../../base/domain.ts';
import { PictureSource } from '../../see/capture/picture-source.ts';
import { UnreadableFile } from '../../see/capture/unreadable.ts';
import type { CropToName } from '../../see/classify/views.ts';
import { cropQuality } from '../../see/media/crops.ts';

/** Crops are kept in the size of a camera's frames or smaller. */
const LIMIT = { width: 1920, height: 1920 };

/**
 * The kept crops of a track as classifiers want them. Those that went, of which nobody knows where the animal is, or out of which
 * people were wiped are left out: they do not show what the box saw. So are those that cannot be read.
 * @param data the data folder
 */
export async function keptCrops(media: readonly Media[], data: string, signal: AbortSignal): Promise<CropToName[]> {
  const crops: CropToName[] = [];
  for (const { type, gone, blurred, region, box, score = 1, file, at, camera } of media) {
    if (type !== 'crop' || gone || blurred || !region || !box) continue;
    const path = join(data, file);
    if (!existsSync(path)) continue;
    const source = new PictureSource({ camera, pictures: [{ file: path, at }], limit: LIMIT });
    const frame = await source.next(signal).catch((error: unknown) => {
      if (error instanceof UnreadableFile) return undefined;
      throw error;
    });
    if (!frame) continue;
    const cut = { region, width: frame.width, height: frame.height, data: frame.data };
    crops.push({ at, box, cut, quality: cropQuality({ box, score }, cut) });
  }
  return crops;
}
