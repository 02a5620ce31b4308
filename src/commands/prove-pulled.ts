import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, RoostError } from '../base/errors.ts';
import { tempFolder } from '../base/temp-folder.ts';
import { labelsOf } from '../know/models/labels.ts';
import { type Manifest, weightsOf } from '../know/models/manifest.ts';
import { classifierSpec, detectorSpec, embedderSpec } from '../know/models/spec.ts';
import { type Trial, tryModel } from '../see/inference/trial.ts';

/** Loading and a few runs of the largest model on the slowest box take less, ms. */
const WITHIN = 180_000;
/** Side of the plain grey picture that it is shown, pixels. */
const GREY = 64;

/**
 * Tries a model that was pulled by its name, in a process of its own: that its labels can be read, that the runtime loads it, and that
 * it has the input and the outputs that its manifest says. Weights that were never seen where Roost is built must not be what
 * keeps a box from starting: those that fail are set aside as `NAME.refused`, where no box looks.
 * @returns a sentence: how long it takes for a picture
 * @throws RoostError that says what is wrong with it
 */
export async function provePulled(manifest: Manifest, folder: string, signal?: AbortSignal): Promise<string> {
  const why = await fault(manifest, folder, signal);
  if (typeof why === 'number') return `${manifest.name}: runs here, ${Math.round(why)} ms of one core for a picture`;
  signal?.throwIfAborted();
  const { name } = weightsOf(manifest);
  await rename(join(folder, name), join(folder, `${name}.refused`));
  throw new RoostError(
    'try model',
    manifest.name,
    why,
    `It is not used; ${name}.refused in the models folder may be deleted. A newer Roost may know this model better`,
  );
}

/** What is wrong with it, in words; else how long one picture takes, ms of one core. */
async function fault(manifest: Manifest, folder: string, signal?: AbortSignal): Promise<string | number> {
  const temp = await tempFolder('try');
  try {
    if (manifest.task === 'classify') await labelsOf(manifest, folder);
    const file = join(temp, 'grey.yuv');
    await writeFile(file, new Uint8Array((GREY * GREY * 3) / 2).fill(128));
    const model = await modelOf(manifest, folder);
    const outcome = await tryModel({ model, crops: [{ file, width: GREY, height: GREY }] }, WITHIN, signal);
    return outcome.good ? outcome.ms : outcome.why;
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof RoostError)) throw error;
    return messageOf(error);
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

async function modelOf(manifest: Manifest, folder: string): Promise<Trial['model']> {
  if (manifest.task === 'detect') return { task: 'detect', spec: await detectorSpec(manifest, folder) };
  const spec = manifest.task === 'embed' ? embedderSpec(manifest, folder) : classifierSpec(manifest, folder);
  return { task: 'classify', spec: await spec };
}
