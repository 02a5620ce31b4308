import { extname } from 'node:path';

/** Endings of files that may hold video. `.dav` is what recorders of Dahua write, `.mts` what camcorders do. */
const VIDEOS: ReadonlySet<string> = new Set(
  '.mp4 .m4v .mov .mkv .webm .avi .ts .mts .m2ts .mpg .mpeg .3gp .3g2 .asf .wmv .flv .dav .h264 .264 .h265 .265'.split(
    ' ',
  ),
);
const PICTURES: ReadonlySet<string> = new Set('.jpg .jpeg .png .webp .tif .tiff .gif .avif'.split(' '));

/** Every known ending, for messages. */
export const ENDINGS = [...VIDEOS, ...PICTURES].join(' ');

/** What a file holds by the ending of its name, in any case; undefined where that is neither. */
export function mediumOf(file: string): 'video' | 'picture' | undefined {
  const ending = extname(file).toLowerCase();
  if (VIDEOS.has(ending)) return 'video';
  return PICTURES.has(ending) ? 'picture' : undefined;
}
