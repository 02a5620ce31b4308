import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';

/** Makes a small video, 64x36, 5 frames a second. @param output arguments of ffmpeg for what is written, with its name */
export function video(seconds: number, ...output: string[]): void {
  const source = ['-f', 'lavfi', '-i', `testsrc2=s=64x36:r=5:d=${seconds},noise=alls=20:allf=t`];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...source, '-threads', '1', ...output]);
}

/** Makes a small picture, with EXIF of its capture where that is given. */
export async function photo(file: string, exif?: Record<string, string>): Promise<void> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const picture = sharp({ create: { width: 64, height: 36, channels: 3, background: 'grey', noise } });
  await (exif ? picture.withExif({ IFD2: exif }) : picture).toFile(file);
}

/** Keeps the first part of a file. @param share from 0 to 1 */
export function cut(from: string, to: string, share: number): void {
  const bytes = readFileSync(from);
  writeFileSync(to, bytes.subarray(0, Math.floor(bytes.length * share)));
}

/**
 * Writes what recorders of Dahua write: each picture of an H.264 stream with a head of its own, in which is the recorder's
 * local time, and a tail. 5 pictures a second.
 * @param local when it begins, `2026-05-01T06:12:00`
 */
export function dav(h264: string, file: string, local: string): void {
  const pictures = splitPictures(readFileSync(h264));
  const begin = Date.parse(`${local}Z`);
  const packets = pictures.map((picture, index) => packet(picture, index, begin + index * 200));
  writeFileSync(file, Buffer.concat(packets));
}

/** Cuts an Annex B stream before each access unit delimiter. */
function splitPictures(stream: Buffer): Buffer[] {
  const delimiter = Buffer.from([0, 0, 0, 1, 9]);
  const starts: number[] = [];
  for (let at = stream.indexOf(delimiter); at >= 0; at = stream.indexOf(delimiter, at + 1)) starts.push(at);
  return starts.map((start, index) => stream.subarray(start, starts[index + 1] ?? stream.length));
}

/** Codec H.264 and 5 frames a second, then 64x36 pixels. */
const ABOUT = Buffer.from([0x81, 0, 0x02, 5, 0x82, 0, 0, 0, 64, 0, 36, 0]);

function packet(picture: Buffer, index: number, at: number): Buffer {
  const head = Buffer.alloc(24);
  const size = head.length + ABOUT.length + picture.length + 8;
  head.write('DHAV');
  // A key picture, so that each can be decoded: the stream has no other.
  head.writeUInt8(0xfd, 4);
  head.writeUInt32LE(index, 8);
  head.writeUInt32LE(size, 12);
  head.writeUInt32LE(dateOf(new Date(at)), 16);
  head.writeUInt16LE(at % 65_536, 20);
  head.writeUInt8(ABOUT.length, 22);
  const tail = Buffer.alloc(8);
  tail.write('dhav');
  tail.writeUInt32LE(size, 4);
  return Buffer.concat([head, ABOUT, picture, tail]);
}

/** Six bits of years since 2000, then four of months, five of days, five of hours, six of minutes, six of seconds. */
function dateOf(date: Date): number {
  const [year, month, day] = [date.getUTCFullYear() - 2000, date.getUTCMonth() + 1, date.getUTCDate()];
  const [hour, minute, second] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  return ((year << 26) | (month << 22) | (day << 17) | (hour << 12) | (minute << 6) | second) >>> 0;
}
