import sharp from 'sharp';
import { messageOf } from '../../base/errors.ts';
import { UnreadableFile } from './unreadable.ts';

/** Shortest side of a picture that can show an animal, pixels. */
const LEAST = 16;

/**
 * What is left of a picture that was cut short would count as one without an animal.
 * @throws UnreadableFile for such a picture, for what is no picture, and for one too small to show anything
 */
export async function requireWhole(file: string): Promise<void> {
  const picture = sharp(file, { failOn: 'truncated', limitInputPixels: false });
  try {
    const { width, height } = await picture.metadata();
    if (Math.min(width, height) < LEAST)
      throw new Error(`it is ${width}x${height} pixels, where ${LEAST} are the least`);
    // Every pixel has to be read for these few.
    await picture.resize(8, 8, { fit: 'inside' }).raw().toBuffer();
  } catch (cause) {
    // libvips says the same several times, a line each.
    const [reason = ''] = messageOf(cause).split('\n');
    throw new UnreadableFile(file, reason, { cause });
  }
}
