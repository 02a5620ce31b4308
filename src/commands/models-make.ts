import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { messageOf, RoostError } from '../base/errors.ts';
import { tempFolder } from '../base/temp-folder.ts';
import { runTool } from '../base/tool.ts';
import { trialModel } from '../box/models/check-bundle.ts';
import { labelsFile } from '../know/models/bundle/labels.ts';
import { type BundleManifest, GOLDEN_FOLDER } from '../know/models/bundle/manifest.ts';
import { type ClassifierManifest, type DetectorManifest, manifestSchema } from '../know/models/manifest.ts';
import { sha256Of } from '../know/models/place.ts';
import { type TrialCrop, tryModel } from '../see/inference/trial.ts';
import { type MakeCommand, makerOf } from './bundle-maker.ts';
import type { Out } from './out.ts';

/** Most pictures that a bundle is proved with. */
const MOST_PICTURES = 32;
const PICTURE = /\.(jpe?g|png)$/i;
const DECODE_WITHIN = 30_000;
const ANSWER_WITHIN = 300_000;

/**
 * Makes a signed bundle of a folder that holds one ONNX, `manifest.json` as the catalog's are but for `files`, the labels of a
 * classifier, and `pictures`: what the model gives for these is what it must give on every box.
 * @throws RoostError that says what the folder lacks
 */
export async function makeCommand(
  folder: string,
  options: MakeCommand,
  now: number,
  signal: AbortSignal,
  { print, complain }: Out,
): Promise<void> {
  const maker = await makerOf(options, now);
  const aside = await tempFolder('bundle');
  try {
    await mkdir(join(aside, GOLDEN_FOLDER));
    const model = await copyModel(folder, aside);
    const crops = await cropsOf(folder, aside, model.input.size, signal);
    const outcome = await tryModel({ model: await trialModel(model, aside), crops }, ANSWER_WITHIN, signal);
    if (!outcome.good) throw new RoostError('make bundle', folder, outcome.why, 'Does manifest.json fit the ONNX?');
    const golden: BundleManifest['golden'] = [];
    for (const [i, { file, width, height }] of crops.entries()) {
      const answer = outcome.answers[i]!;
      const gives = 'scores' in answer ? [...answer.scores] : answer.detections;
      if ('scores' in answer && !answer.scores.every(Number.isFinite))
        throw new RoostError('make bundle', file, 'the model answers with what is no number');
      if ('detections' in answer && answer.detections.length === 0)
        complain(`${basename(file)}: the detector finds nothing there`);
      const name = `${basename(file, '.yuv')}.json`;
      await writeFile(join(aside, GOLDEN_FOLDER, name), JSON.stringify(gives));
      golden.push({ input: `${GOLDEN_FOLDER}/${basename(file)}`, width, height, gives: `${GOLDEN_FOLDER}/${name}` });
    }
    const kind = model.task === 'detect' ? 'detector' : 'classifier';
    print(await maker(aside, { id: model.name, kind, model, golden }));
    print(`${golden.length} golden pictures; ${outcome.ms.toFixed(1)} ms of a core here for one look`);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Copies the ONNX and the labels, and says what model they are. */
async function copyModel(folder: string, to: string): Promise<DetectorManifest | ClassifierManifest> {
  const wrong = (what: string, hint = '') => new RoostError('make bundle', folder, what, hint);
  const names = await readdir(folder).catch((error: unknown) => {
    throw wrong(messageOf(error));
  });
  const weights = names.filter((name) => name.endsWith('.onnx'));
  if (weights.length !== 1) throw wrong(`it holds ${weights.length} ONNX files`, 'Put one there');
  const [name] = weights as [string];
  await copyFile(join(folder, name), join(to, name));
  const file = { name, bytes: (await stat(join(to, name))).size, sha256: await sha256Of(join(to, name)) };
  let json: object;
  try {
    json = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as object;
  } catch (error) {
    throw wrong(`manifest.json: ${messageOf(error)}`, 'Write one as docs/model-bundles.md shows');
  }
  const read = manifestSchema.safeParse({ ...json, files: [file] });
  if (!read.success) {
    const [issue] = read.error.issues;
    throw wrong(`manifest.json: ${issue!.path.join('.') || 'all of it'}: ${issue!.message}`);
  }
  const model = read.data;
  if (model.task === 'embed') throw wrong('manifest.json: a model that names nothing is no bundle');
  if (model.task === 'classify') {
    const labels = labelsFile(model);
    await copyFile(join(folder, labels), join(to, labels)).catch((error: unknown) => {
      throw wrong(messageOf(error), `Put the labels there as ${labels}`);
    });
  }
  return model;
}

/** Each picture as the raw pixels of a crop as large as the model's input at most, so that it is decoded once for all boxes. */
async function cropsOf(folder: string, to: string, size: number, signal: AbortSignal): Promise<TrialCrop[]> {
  const pictures = join(folder, 'pictures');
  const names = (await readdir(pictures).catch(() => [])).filter((name) => PICTURE.test(name)).sort();
  if (names.length === 0)
    throw new RoostError(
      'make bundle',
      pictures,
      'no picture is there',
      'Put JPEG or PNG files there, some of each kind',
    );
  if (names.length > MOST_PICTURES)
    throw new RoostError('make bundle', pictures, `${names.length} pictures are there, of at most ${MOST_PICTURES}`);
  const crops: TrialCrop[] = [];
  for (const [i, name] of names.entries()) {
    const scale = `scale=${size}:${size}:force_original_aspect_ratio=decrease:force_divisible_by=2:out_range=tv:out_color_matrix=bt601`;
    const args = ['-v', 'error', '-i', join(pictures, name), '-frames:v', '1', '-vf', scale];
    const out = ['-pix_fmt', 'yuv420p', '-f', 'yuv4mpegpipe', '-strict', '-1', '-'];
    const { stdout, stderr } = await runTool('ffmpeg', [...args, ...out], { timeout: DECODE_WITHIN, signal });
    const header = /^YUV4MPEG2 W(\d+) H(\d+)[^\n]*\nFRAME[^\n]*\n/.exec(stdout.toString('latin1', 0, 1000));
    const [width, height] = [Number(header?.[1]), Number(header?.[2])];
    const data = stdout.subarray(header?.[0].length ?? 0);
    if (!header || data.length !== (width * height * 3) / 2)
      throw new RoostError('make bundle', join(pictures, name), stderr || 'it cannot be decoded');
    const file = join(to, GOLDEN_FOLDER, `${String(i + 1).padStart(2, '0')}.yuv`);
    await writeFile(file, data);
    crops.push({ file, width, height });
  }
  return crops;
}
