import { SingleBar } from 'cli-progress';
import { DateTime } from 'luxon';
import { readCamera } from '../config/config.ts';
import { type CameraConfig, cameraSchema } from '../config/schema.ts';
import { RoostError } from '../errors.ts';
import { InferenceClient } from '../inference/client.ts';
import { InferencePool } from '../inference/pool.ts';
import { findModel, readCatalog } from '../models/catalog.ts';
import { detectorSpec } from '../models/spec.ts';
import { findInputs } from '../replay/inputs.ts';
import { Replay, type Replayed } from '../replay/replay.ts';
import { taxonById } from '../taxonomy/taxa.ts';
import { pull } from './models.ts';

/** The command's options as typed. */
export interface ReplayCommand {
  readonly start?: string;
  readonly camera?: string;
  readonly gap: string;
  readonly data?: string;
  readonly json?: boolean;
  readonly models: string;
  readonly mirror?: string;
}

/**
 * Replays files and prints one line a visit: JSON where asked for or where stdout is no terminal, else words.
 * @throws RoostError for a path, time, or camera file that is not right
 */
export async function replay(
  paths: readonly string[],
  options: ReplayCommand,
  signal: AbortSignal,
  print: (line: string) => void,
) {
  const camera = options.camera
    ? readCamera(options.camera)
    : cameraSchema.parse({ id: 'replay', name: 'Replay', url: 'rtsp://replay/' });
  const inputs = await findInputs(paths, options.start === undefined ? undefined : timeOf(options.start));
  await pull({ folder: options.models, signal, ...(options.mirror ? { mirror: options.mirror } : {}) });
  const manifest = findModel(await readCatalog(), 'detect');
  const pool = new InferencePool(await detectorSpec(manifest, options.models), 2);
  await pool.start();
  const detector = new InferenceClient(pool.model, manifest.input.size);
  const bar = new SingleBar({
    format: 'replay [{bar}] {value}/{total} {file}',
    stream: process.stderr,
    clearOnComplete: true,
  });
  try {
    detector.setEndpoints(pool.endpoints);
    const run = new Replay({
      ...settings(camera),
      gapMs: gapOf(options.gap),
      detector,
      ...(options.data ? { data: options.data } : {}),
    });
    bar.start(inputs.videos.length + inputs.pictures.length, 0, { file: '' });
    for (const video of inputs.videos) {
      bar.update({ file: video.file });
      await run.video(video, signal);
      bar.increment();
    }
    if (inputs.pictures.length > 0) await run.pictures(inputs.pictures, signal);
    bar.stop();
    signal.throwIfAborted();
    const write = options.json || !process.stdout.isTTY ? asJson : asWords;
    for (const line of write(run.result())) print(line);
  } finally {
    bar.stop();
    detector.close();
    await pool.stop();
  }
}

function settings(camera: CameraConfig) {
  return {
    camera: camera.id,
    fps: camera.fps,
    ...camera.analysis,
    zones: camera.zones.map((zone) => zone.polygon),
    masks: camera.masks.map((mask) => mask.polygon),
    flocks: camera.flocks,
    sweepSeconds: camera.sweepSeconds,
    cropsPerFrame: 4,
  };
}

/** One JSON line a visit, times in ISO 8601. */
function asJson({ visits, media }: Replayed): string[] {
  return visits.map(({ camera, taxon, startAt, endAt, individuals, score, tracks, status, reason }) =>
    JSON.stringify({
      camera,
      taxon,
      startAt: new Date(startAt).toISOString(),
      endAt: new Date(endAt).toISOString(),
      individuals,
      score: Math.round(score * 1000) / 1000,
      tracks,
      media: media.filter(({ track }) => track && tracks.includes(track)).map(({ file, sha256 }) => ({ file, sha256 })),
      status,
      ...(reason ? { reason } : {}),
    }),
  );
}

function asWords({ visits }: Replayed): string[] {
  const lines = visits.map(({ taxon, startAt, endAt, individuals, status, reason }) => {
    const seconds = Math.round((endAt - startAt) / 1000);
    const name = taxonById(taxon)?.english ?? taxon;
    return `${new Date(startAt).toISOString()}  ${seconds} s  ${name}: ${individuals}${status === 'set-aside' ? `  (set aside: ${reason})` : ''}`;
  });
  return lines.length > 0 ? lines : ['No bird and no mammal was seen.'];
}

function timeOf(text: string): number {
  const time = DateTime.fromISO(text, { setZone: true });
  if (!time.isValid)
    throw new RoostError('read time', text, 'is no ISO 8601 time', 'Write it as 2026-05-01T06:00:00+08:00');
  return time.toMillis();
}

function gapOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 1 && seconds <= 3600))
    throw new RoostError('read gap', text, 'is no number of seconds from 1 to 3600');
  return seconds * 1000;
}
