import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { messageOf } from '../base/errors.ts';
import { channelsOf } from '../box/channels.ts';
import { readFfmpeg } from '../box/doctor/machine.ts';
import { describeLoss, lossesBeside } from '../count/store/aside.ts';
import type { Config } from '../know/config/config.ts';
import type { CameraConfig } from '../know/config/schema.ts';
import type { Credentials } from '../know/config/secrets.ts';
import { describeTide } from '../know/config/tide.ts';
import { classifiersOf, readCatalog } from '../know/models/catalog.ts';
import { labelsOf } from '../know/models/labels.ts';
import { describeChecklist } from '../know/taxonomy/coverage.ts';
import { describeDecoder } from '../see/capture/decoder-choice.ts';
import { keyFrames } from '../see/capture/key-frames.ts';
import { CameraError, probe, still } from '../see/capture/probe.ts';
import type { Size } from '../see/capture/size.ts';
import { tryDecoder } from '../see/capture/try-decoder.ts';
import { describeKeys, describeShape, describeVideo } from './check-lines.ts';
import { checkModels } from './check-models.ts';

/** Cameras that are asked at once: each takes an ffmpeg or two. */
const AT_ONCE = 8;

/**
 * Tells what the checklist is and when the next high water, fetches weights that are missing and runs every model once, says whether this ffmpeg will do, connects to every camera that is
 * switched on, tells what it sends, and keeps a still.
 * @param mirror a folder to take missing weights from
 * @param print takes a line for each, or two where something is wrong
 * @returns true if ffmpeg and the models run, every camera answered, the table of tides can be read, and every channel of alerts has what is secret of it; a database that was lost is told, and is no fault of the config
 */
export async function check(
  config: Config,
  stills: string,
  mirror: string | undefined,
  signal: AbortSignal,
  now: number,
  print: (line: string) => void,
): Promise<boolean> {
  const { name, timeZone } = config.site.site;
  print(`${name} (${timeZone}): ${config.cameras.length} camera files are right.`);
  for (const line of describeChecklist(config.checklist, await labels(join(config.data, 'models')))) print(line);
  const tide = describeTide(config, now);
  if (tide) print(`tide: ${tide.line}`);
  for (const loss of lossesBeside(join(config.data, 'roost.db'))) print(describeLoss(loss));
  const channels = describeChannels(config);
  for (const line of channels.lines) print(line);
  const ffmpeg = await readFfmpeg(signal);
  print(`ffmpeg: ${ffmpeg.found}${ffmpeg.remedy ? `. ${ffmpeg.remedy}` : ''}`);
  const models = await checkModels(config, mirror, signal);
  for (const line of models.lines) print(line);
  await mkdir(stills, { recursive: true });
  const queue = new PQueue({ concurrency: AT_ONCE });
  const answers = await queue.addAll(
    config.cameras
      .filter((camera) => camera.enabled)
      .map((camera) => () => checkCamera(camera, config, stills, signal)),
  );
  for (const { lines } of answers) for (const line of lines) print(line);
  return (
    ffmpeg.verdict === 'ok' &&
    models.good &&
    channels.good &&
    tide?.good !== false &&
    answers.every((answer) => answer.good)
  );
}

/** Which channels of alerts there are, or what the first that is not right lacks. */
function describeChannels(config: Config): { readonly good: boolean; readonly lines: readonly string[] } {
  try {
    const all = Object.entries(channelsOf(config)).map(([name, { kind }]) => `${name} (${kind})`);
    return { good: true, lines: all.length > 0 ? [`alerts: ${all.join(', ')}; roost alert test sends to each`] : [] };
  } catch (error) {
    return { good: false, lines: [`alerts: ${messageOf(error)}`] };
  }
}

/** Ids of the taxa that the box's classifiers have a label for. */
async function labels(models: string): Promise<string[]> {
  const all = await Promise.all(classifiersOf(await readCatalog()).map((manifest) => labelsOf(manifest, models)));
  return all.flat().filter((taxon) => taxon !== undefined);
}

/** Connects to a camera, tells what it sends, a line for each thing, and keeps a still in the folder. */
export async function checkCamera(
  camera: CameraConfig,
  { secrets, site }: Pick<Config, 'secrets'> & { readonly site?: Pick<Config['site'], 'decoder'> },
  stills: string,
  signal: AbortSignal,
) {
  const credentials = secrets.camera(camera.id);
  const lines: string[] = [];
  let good = true;
  const shapes: Size[] = [];
  let farthest = 0;
  const streams = [camera.url, ...(camera.analysisUrl ? [camera.analysisUrl] : [])];
  for (const url of streams) {
    try {
      const video = await probe(url, credentials, camera.transport, signal);
      lines.push(`${camera.id}: ${describeVideo(video)}`);
      shapes.push(video.shown);
      // Every picture of MJPEG is one.
      const isAll = video.codec === 'mjpeg';
      const keys = isAll ? undefined : await keyFrames(url, credentials, camera.transport, signal);
      if (keys) lines.push(`${camera.id}: ${describeKeys(keys)}`);
      if (url === (camera.analysisUrl ?? camera.url)) {
        const from = { url, credentials, transport: camera.transport };
        const decoder = await tryDecoder(from, camera.decoder ?? site?.decoder ?? 'auto', video.codec, signal);
        lines.push(`${camera.id}: ${describeDecoder(decoder)}`);
      }
      farthest = Math.max(farthest, keys?.seconds ?? 0);
    } catch (error) {
      good = false;
      lines.push(`${camera.id}: ${messageOf(error)}${hintOf(error, credentials)}`);
    }
  }
  if (good) {
    for (const line of describeShape(shapes, camera.analysis)) lines.push(`${camera.id}: ${line}`);
    const file = join(stills, `${camera.id}.jpg`);
    try {
      await writeFile(file, await still(camera.url, credentials, camera.transport, signal, farthest));
      lines.push(`${camera.id}: still in ${file}`);
    } catch (error) {
      good = false;
      lines.push(`${camera.id}: ${messageOf(error)}`);
    }
  }
  return { good, lines };
}

/** A password that was copied out of an address is another one than the camera's. */
function hintOf(error: unknown, credentials: Credentials | undefined): string {
  if (!(error instanceof CameraError) || error.why.code !== 'unauthorized') return '';
  if (!/%[0-9a-f]{2}/i.test(credentials?.password ?? '')) return '';
  return '. Its password holds a % with two digits: it is taken as it stands, so write the sign itself (@, not %40)';
}
