import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ffmpeg from 'fluent-ffmpeg';
import type { ClipRequest, Media } from '../../base/domain.ts';
import { messageOf, RoostError } from '../../base/errors.ts';
import { blurFilter } from './blur.ts';
import { mediaPath, sha256 } from './files.ts';

/** ffmpeg may take this long over one clip before it is ended. */
const LIMIT = 60_000;

/**
 * Cuts one clip from copied segments and keeps it under the data folder. The stream is copied, not encoded again,
 * except where people must be wiped out.
 * @returns undefined where no segment covers any of the time
 * @throws RoostError where ffmpeg fails or takes too long
 */
export async function cutClip(data: string, request: ClipRequest): Promise<Media | undefined> {
  const segments = request.segments
    .filter((segment) => segment.endAt > request.startAt && segment.startAt < request.endAt)
    .sort((a, b) => a.startAt - b.startAt);
  const first = segments[0];
  if (!first) return undefined;
  const work = await mkdtemp(join(tmpdir(), 'roost-clip-'));
  try {
    const list = join(work, 'list.txt');
    await writeFile(list, segments.map(({ file }) => `file '${file.replaceAll("'", "'\\''")}'\n`).join(''));
    const startAt = Math.max(first.startAt, request.startAt);
    const size = request.people.length > 0 ? await frameSize(first.file) : undefined;
    const filter = size && blurFilter(request.people, startAt, request.endAt, size.width, size.height);
    const out = join(work, 'clip.mp4');
    await run(list, out, (startAt - first.startAt) / 1000, (request.endAt - startAt) / 1000, filter, request.camera);
    const file = mediaPath(request.camera, request.startAt, `${request.visit}.mp4`);
    const target = join(data, file);
    await mkdir(dirname(target), { recursive: true });
    const bytes = await readFile(out);
    await writeFile(`${target}.part`, bytes, { flush: true });
    await rename(`${target}.part`, target);
    return {
      id: `${request.visit}-clip`,
      camera: request.camera,
      visit: request.visit,
      type: 'clip',
      at: startAt,
      file,
      sha256: sha256(bytes),
      bytes: bytes.length,
      blurred: filter !== undefined,
    };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function run(list: string, out: string, skip: number, seconds: number, filter: string | undefined, camera: string) {
  return new Promise<void>((resolve, reject) => {
    const codec = filter
      ? ['-vf', filter, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-pix_fmt', 'yuv420p', '-threads', '1']
      : ['-c', 'copy'];
    const command = ffmpeg(list)
      // Seeking the input starts a copied clip at the keyframe before, seeking the output at the one after.
      .inputOptions(['-f', 'concat', '-safe', '0', '-ss', skip.toFixed(3)])
      .outputOptions(['-t', seconds.toFixed(3), '-an', ...codec, '-movflags', '+faststart'])
      .output(out);
    const timer = setTimeout(() => command.kill('SIGKILL'), LIMIT);
    command.on('end', () => {
      clearTimeout(timer);
      resolve();
    });
    command.on('error', (cause: Error) => {
      clearTimeout(timer);
      reject(new RoostError('cut clip', camera, messageOf(cause), 'Is the disk full?', { cause }));
    });
    command.run();
  });
}

function frameSize(file: string): Promise<{ width: number; height: number }> {
  return new Promise((resolve, reject) => {
    ffmpeg.ffprobe(file, (cause: unknown, info) => {
      const stream = info?.streams?.find((one) => one.codec_type === 'video');
      if (stream?.width && stream.height) resolve({ width: stream.width, height: stream.height });
      else reject(new RoostError('probe', file, messageOf(cause ?? 'no video in it'), '', { cause }));
    });
  });
}
