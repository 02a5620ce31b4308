import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ClipRequest, Media } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import { runTool } from '../../base/tool.ts';
import { blurFilter, nobodyIn } from './blur.ts';
import { hashOf, linkWhole, mediaPath, placeWhole, workFolder } from './files.ts';
import { type Piece, piecesOf, within } from './footage.ts';

/** ffmpeg may take so long (ms) over one clip that is copied, or encoded anew, before it is ended. */
const COPY_LIMIT = 30_000;
const ENCODE_LIMIT = 120_000;
/** Copied as they are; other codecs play in no browser. */
const COPIED = new Set(['h264', 'hevc']);
/** A copied clip holds what lies between its start and the key picture before; one that would hold more (ms) is encoded anew. */
const MOST_BEFORE = 15_000;
/** A clip that is encoded anew is at most so wide, in pixels: more takes a small box minutes. */
const WIDEST = 1920;

/**
 * Cuts one clip from copied segments and keeps it under the data folder, under a name of its own for each visit that it shows; the
 * bytes are stored once. The stream is copied, and starts at the key picture before; it is encoded anew where people must be wiped
 * out, where the picture's size changes, where no browser plays it, and where that key picture is long before.
 * @param keepNone true to cut none in which people would have to be wiped out
 * @returns one entry a visit; none where no segment covers any of the time, or where none is to be kept
 * @throws RoostError where ffmpeg fails or takes too long; the signal's reason if aborted
 */
export async function cutClip(
  data: string,
  request: ClipRequest,
  signal: AbortSignal,
  keepNone = false,
): Promise<Media[]> {
  const { camera, visits, endAt } = request;
  if (within(request.segments, request.startAt, endAt).length === 0) return [];
  const pieces = await piecesOf(request.segments, request.startAt, endAt, signal);
  const first = pieces[0];
  if (!first) throw new RoostError('cut clip', camera, 'no segment of its time can be read', 'Is the ring too small?');
  if (keepNone && !nobodyIn(request.people, first.startAt, endAt)) return [];
  const startAt = Math.max(first.startAt, request.startAt);
  const work = await mkdtemp(join(await workFolder(data), 'clip-'));
  try {
    const list = join(work, 'list.txt');
    await writeFile(list, listOf(pieces));
    const encoding = encodingOf(pieces, request, startAt);
    const out = join(work, 'clip.mp4');
    const args = [
      ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-threads', '1'],
      // Seeking the input starts a copied clip at the key picture before, seeking the output at the one after.
      ...['-f', 'concat', '-safe', '0', '-ss', seconds(startAt - first.startAt), '-i', list],
      ...['-t', seconds(endAt - startAt), '-map', '0:v:0', '-an', ...encoding.args],
      ...['-movflags', '+faststart', '-f', 'mp4', '-y', out],
    ];
    const { code, late, stderr } = await runTool('ffmpeg', args, { timeout: encoding.limit, signal });
    if (code !== 0) throw new RoostError('cut clip', camera, late ? 'it took too long' : stderr, 'Is the disk full?');
    const { sha256, bytes } = await hashOf(out);
    signal.throwIfAborted();
    const shown = { camera, type: 'clip' as const, at: startAt, sha256, bytes, blurred: encoding.blurred };
    const kept: Media[] = visits.map((visit) => {
      const id = `${visit}-${sha256.slice(0, 8)}`;
      return { id, visit, file: mediaPath(camera, startAt, `${id}.mp4`), ...shown };
    });
    const [own, ...others] = kept.map(({ file }) => join(data, file));
    if (own) await placeWhole(out, own);
    for (const other of others) await linkWhole(own!, other, work);
    return kept;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * What ffmpeg's concat reads. Start and length of each segment are said: their time stamps are those of the run of capture, and without
 * it the end of one, an hour, is taken for its length.
 */
function listOf(pieces: readonly Piece[]): string {
  const entries = pieces.map(({ file, stamp, lengthMs }) =>
    [`file '${quoted(resolve(file))}'`, `inpoint ${stamp.toFixed(6)}`, `duration ${seconds(lengthMs)}`].join('\n'),
  );
  return ['ffconcat version 1.0', ...entries, ''].join('\n');
}

/** How the pictures get into the clip. */
function encodingOf(pieces: readonly Piece[], { people, endAt }: ClipRequest, startAt: number) {
  const first = pieces[0]!;
  // A copied clip holds the pictures from the key picture on, which lies in the first piece: nobody may show in those either.
  const nobody = nobodyIn(people, first.startAt, endAt);
  const alike = pieces.every(({ kind, steady }) => steady && kind === first.kind);
  const begins = startAt - first.startAt <= MOST_BEFORE;
  if (nobody && alike && begins && COPIED.has(first.codec)) {
    const tag = first.codec === 'hevc' ? ['-tag:v', 'hvc1'] : [];
    return { args: ['-c', 'copy', ...tag], limit: COPY_LIMIT, blurred: false };
  }
  const width = even(Math.min(first.width, WIDEST));
  const height = even((first.height * width) / first.width);
  const wiped = blurFilter(people, startAt, endAt, width, height);
  const filter = [
    `scale=${width}:${height}:out_range=tv`,
    ...(alike ? [] : ['setsar=1']),
    ...(wiped ? [wiped] : []),
  ].join(',');
  const codec = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-pix_fmt', 'yuv420p', '-threads', '1'];
  return {
    args: ['-filter_threads', '1', '-vf', filter, '-fps_mode', 'vfr', ...codec],
    limit: ENCODE_LIMIT,
    blurred: wiped !== undefined,
  };
}

const seconds = (ms: number) => (ms / 1000).toFixed(3);
const even = (pixels: number) => Math.max(2, Math.round(pixels / 2) * 2);
const quoted = (file: string) => file.replaceAll("'", "'\\''");
