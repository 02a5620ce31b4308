import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ClipRequest, Media } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import { runTool } from '../../base/tool.ts';
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

async function run(
  list: string,
  out: string,
  skip: number,
  seconds: number,
  filter: string | undefined,
  camera: string,
): Promise<void> {
  const codec = filter
    ? ['-vf', filter, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-pix_fmt', 'yuv420p', '-threads', '1']
    : ['-c', 'copy'];
  const args = [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error'],
    // Seeking the input starts a copied clip at the keyframe before, seeking the output at the one after.
    ...['-f', 'concat', '-safe', '0', '-ss', skip.toFixed(3), '-i', list],
    ...['-t', seconds.toFixed(3), '-an', ...codec, '-movflags', '+faststart', '-y', out],
  ];
  const { code, stderr } = await runTool('ffmpeg', args, { timeout: LIMIT, signal: new AbortController().signal });
  if (code !== 0) throw new RoostError('cut clip', camera, stderr || 'it took too long', 'Is the disk full?');
}

async function frameSize(file: string): Promise<{ width: number; height: number }> {
  const args = ['-loglevel', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=width,height', '-of', 'json'];
  const { stdout, stderr } = await runTool('ffprobe', [...args, `file:${file}`], {
    timeout: LIMIT,
    signal: new AbortController().signal,
  });
  const { streams } = JSON.parse(stdout.toString() || '{}') as { streams?: { width: number; height: number }[] };
  if (!streams?.[0]) throw new RoostError('probe', file, stderr || 'no video in it');
  return streams[0];
}
