import { SingleBar } from 'cli-progress';
import { DateTime, IANAZone } from 'luxon';
import { RoostError } from '../base/errors.ts';
import { VERSION } from '../base/package.ts';
import { readChecklist } from '../know/config/checklist.ts';
import { readCamera } from '../know/config/config.ts';
import { type CameraConfig, cameraSchema } from '../know/config/schema.ts';
import { installed } from '../know/models/installed.ts';
import { NO_PRIOR } from '../know/taxonomy/checklist.ts';
import { taxonById } from '../know/taxonomy/taxa.ts';
import { InferenceClient } from '../see/inference/client.ts';
import { InferencePool } from '../see/inference/pool.ts';
import { namingModel, namingOf } from '../see/watch/naming.ts';
import { findInputs } from '../try/replay/inputs.ts';
import { Replay, type Replayed } from '../try/replay/replay.ts';
import { pull } from './models.ts';

/** The command's options as typed. */
export interface ReplayCommand {
  readonly start?: string;
  readonly camera?: string;
  readonly gap: string;
  /** A site.yaml; without it there is no prior. */
  readonly checklist?: string;
  /** IANA time zone: the month of the prior is the site's, and visits are cut at its midnights. */
  readonly zone: string;
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
  const zone = zoneOf(options.zone);
  const inputs = await findInputs(paths, options.start === undefined ? undefined : timeOf(options.start));
  await pull({ folder: options.models, signal, ...(options.mirror ? { mirror: options.mirror } : {}) });
  const { detector, classifiers } = await installed(options.models);
  const pool = new InferencePool(
    detector.spec,
    2,
    classifiers.map(({ spec }) => spec),
  );
  await pool.start();
  const client = new InferenceClient(pool.model, detector.spec.input.size, pool.classifiers);
  const checklist = options.checklist ? readChecklist(options.checklist) : NO_PRIOR;
  const bar = new SingleBar({
    format: 'replay [{bar}] {value}/{total} {file}',
    stream: process.stderr,
    clearOnComplete: true,
  });
  try {
    client.setEndpoints(pool.endpoints);
    const run = new Replay({
      ...settings(camera),
      gapMs: gapOf(options.gap),
      timeZone: zone,
      detector: client,
      naming: {
        classifier: client,
        judges: namingOf(pool.model, {
          assumed: detector.manifest.assumed,
          classifiers: classifiers.map(namingModel),
          ...(checklist.facts && { checklist: checklist.facts }),
          ...{ timeZone: zone, code: VERSION },
        }),
      },
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
    client.close();
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
  return visits.map(({ id, continues, camera, taxon, startAt, endAt, individuals, score, tracks, status, reason }) =>
    JSON.stringify({
      ...{ id, ...(continues !== undefined && { continues }) },
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

function zoneOf(name: string): string {
  if (IANAZone.isValidZone(name)) return name;
  throw new RoostError('read time zone', name, 'is no name of a time zone', 'Write it as Asia/Shanghai');
}

function gapOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 1 && seconds <= 3600))
    throw new RoostError('read gap', text, 'is no number of seconds from 1 to 3600');
  return seconds * 1000;
}
