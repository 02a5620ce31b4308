import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { messageOf } from '../base/errors.ts';
import { checkCamera } from '../box/cameras/check.ts';
import { channelsOf } from '../box/channels.ts';
import { readFfmpeg } from '../box/doctor/machine.ts';
import { describeLoss, lossesBeside } from '../count/store/aside.ts';
import type { Config } from '../know/config/config.ts';
import { describeTide } from '../know/config/tide.ts';
import { classifiersOf, readCatalog } from '../know/models/catalog.ts';
import { labelsOf } from '../know/models/labels.ts';
import { describeChecklist } from '../know/taxonomy/coverage.ts';
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
