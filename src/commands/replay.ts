import { RoostError } from '../base/errors.ts';
import { VERSION } from '../base/package.ts';
import { readChecklist } from '../know/config/checklist.ts';
import { readCamera } from '../know/config/config.ts';
import { type CameraConfig, cameraSchema } from '../know/config/schema.ts';
import { installed } from '../know/models/installed.ts';
import { NO_PRIOR } from '../know/taxonomy/checklist.ts';
import { InferenceClient } from '../see/inference/client.ts';
import { InferencePool } from '../see/inference/pool.ts';
import { namingModel, namingOf } from '../see/watch/naming.ts';
import { ENDINGS } from '../try/replay/endings.ts';
import { findInputs, type Inputs } from '../try/replay/inputs.ts';
import { type LeftOut, leftOutLines } from '../try/replay/left-out.ts';
import { Replay } from '../try/replay/replay.ts';
import { pull } from './models.ts';
import type { Out } from './out.ts';
import { Progress } from './progress.ts';
import { asJson, asWords, timeLines, whensOf } from './replay-lines.ts';
import { gapOf, type ReplayCommand, timeOf, zoneOf } from './replay-options.ts';

/**
 * Replays files and prints one line a visit: JSON where asked for or where stdout is no terminal, else words. What was left
 * out, and how times are known, is told on stderr at the end. One that is stopped prints what it has.
 * @returns false where a file was left out or not read to its end
 * @throws RoostError for a path, time, zone or camera file that is not right, or where there is nothing to replay
 */
export async function replay(paths: readonly string[], options: ReplayCommand, signal: AbortSignal, out: Out) {
  const camera = options.camera
    ? readCamera(options.camera)
    : cameraSchema.parse({ id: 'replay', name: 'Replay', url: 'rtsp://replay/' });
  const clock = { zone: zoneOf(options.zone), now: Date.now() };
  const startAt = options.start === undefined ? {} : { startAt: timeOf(options.start, clock.zone) };
  const gapMs = gapOf(options.gap);
  const checklist = options.checklist ? readChecklist(options.checklist) : NO_PRIOR;
  const progress = new Progress('replay');
  let looking = false;
  try {
    progress.start(0, 'looking for files');
    const onFile = (file: string, files: number) => progress.file(file, files);
    const inputs = await findInputs(paths, { ...clock, ...startAt, signal, onFile });
    const leftOut = [...inputs.leftOut];
    const count = inputs.videos.length + inputs.pictures.length;
    if (count === 0) {
      progress.stop();
      for (const line of leftOutLines(leftOut, leftOut.length)) out.complain(line);
      throw new RoostError('replay', paths.join(' '), 'no video and no picture in it', `Known endings: ${ENDINGS}`);
    }
    // Weights that have to be fetched have a bar of their own.
    progress.stop();
    await pull({
      folder: options.models,
      what: 'roost replay',
      signal,
      ...(options.mirror ? { mirror: options.mirror } : {}),
    });
    progress.start(count, 'loading models');
    const { detector, classifiers } = await installed(options.models);
    const pool = new InferencePool(
      detector.spec,
      2,
      classifiers.map(({ spec }) => spec),
    );
    await pool.start();
    const client = new InferenceClient(pool.model, detector.spec.input.size, pool.classifiers);
    try {
      client.setEndpoints(pool.endpoints);
      const run = new Replay({
        ...settings(camera),
        gapMs,
        timeZone: clock.zone,
        detector: client,
        naming: {
          classifier: client,
          judges: namingOf(pool.model, {
            assumed: detector.manifest.assumed,
            classifiers: classifiers.map(namingModel),
            ...(checklist.facts && { checklist: checklist.facts }),
            ...{ timeZone: clock.zone, code: VERSION },
          }),
        },
        onFile: (file) => progress.file(file),
        ...(options.data ? { data: options.data } : {}),
      });
      looking = true;
      const whole = await lookAt(inputs, run, leftOut, signal);
      progress.stop();
      const whens = whensOf(inputs);
      const write = options.json || !process.stdout.isTTY ? asJson : asWords;
      for (const line of write(run.result(), whens)) out.print(line);
      for (const line of timeLines(whens)) out.complain(line);
      for (const line of leftOutLines(leftOut, count + inputs.leftOut.length)) out.complain(line);
      const done = Math.max(0, progress.begun - 1);
      if (!whole)
        out.complain(`Stopped: ${done} of ${count} files were looked at, and what is printed is of them alone.`);
    } finally {
      client.close();
      await pool.stop();
    }
    return leftOut.length === 0;
  } catch (error) {
    if (signal.aborted && !looking) out.complain('Stopped before any file was looked at.');
    throw error;
  } finally {
    progress.stop();
  }
}

/** Looks at all inputs, and adds what cannot be read to what was left out. @returns false where it was stopped */
async function lookAt({ videos, pictures }: Inputs, run: Replay, leftOut: LeftOut[], signal: AbortSignal) {
  try {
    for (const video of videos) {
      const flaw = await run.video(video, signal);
      if (flaw) leftOut.push(flaw);
    }
    if (pictures.length > 0) await run.pictures(pictures, signal, (flaw) => leftOut.push(flaw));
    return true;
  } catch (error) {
    if (!signal.aborted) throw error;
    return false;
  }
}

function settings(camera: CameraConfig) {
  return {
    camera: camera.id,
    fps: camera.fps,
    limit: camera.analysis,
    zones: camera.zones.map((zone) => zone.polygon),
    masks: camera.masks.map((mask) => mask.polygon),
    flocks: camera.flocks,
    sweepSeconds: camera.sweepSeconds,
    cropsPerFrame: 4,
  };
}
