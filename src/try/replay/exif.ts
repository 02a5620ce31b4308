import exif from 'exif-reader';
import sharp from 'sharp';

/**
 * When a picture was taken by its EXIF: ISO 8601, with its offset where it tells one, else local time.
 * @returns undefined where it tells none, or is no picture that can be read
 */
export async function exifTime(file: string): Promise<string | undefined> {
  try {
    const { exif: bytes } = await sharp(file, { limitInputPixels: false }).metadata();
    return bytes && timeOf(bytes);
  } catch {
    // Whoever decodes it tells what is wrong with it.
    return undefined;
  }
}

function timeOf(bytes: Buffer): string | undefined {
  const photo = exif(bytes).Photo;
  const taken = photo?.DateTimeOriginal ?? photo?.DateTimeDigitized;
  if (!(taken instanceof Date) || !Number.isFinite(taken.getTime())) return undefined;
  const local = taken.toISOString().slice(0, 19);
  // The reader makes a date of anything: of the 13th month, and of the zeros that an unset clock writes.
  if (!bytes.includes(local.replaceAll('-', ':').replace('T', ' '))) return undefined;
  const offset = photo?.DateTimeOriginal ? photo.OffsetTimeOriginal : photo?.OffsetTimeDigitized;
  const part = photo?.DateTimeOriginal ? photo.SubSecTimeOriginal : photo?.SubSecTimeDigitized;
  return `${local}${milliseconds(part)}${isOffset(offset) ? offset.trim() : ''}`;
}

/** EXIF's fraction of a second is the digits behind the point. */
function milliseconds(part: unknown): string {
  return typeof part === 'string' && /^\d+\s*$/.test(part) ? `.${part.trim().slice(0, 3)}` : '';
}

const isOffset = (text: unknown): text is string => typeof text === 'string' && /^(?:Z|[+-]\d{2}:\d{2})\s*$/.test(text);
