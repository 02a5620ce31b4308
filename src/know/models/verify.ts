import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Manifest, weightsOf } from './manifest.ts';
import { demanded, readPins } from './pins.ts';
import { type Demand, faultOf, MISSING } from './place.ts';

/**
 * What is wrong with the file of a model that the runtime loads, and with the labels that lie beside it, by file name;
 * empty where the model may be used.
 */
export async function verifyModel(manifest: Manifest, folder: string): Promise<Map<string, string>> {
  const faults = new Map<string, string>();
  const pins = await readPins(folder);
  const look = async (file: Demand) => {
    const fault = manifest.dropIn
      ? await missing(join(folder, file.name))
      : await faultOf(join(folder, file.name), demanded(file, pins, manifest.archive?.sha256));
    if (fault) faults.set(file.name, fault);
  };
  await look(weightsOf(manifest));
  if (manifest.task === 'classify' && manifest.labelFormat !== 'roost') {
    const { labels: name, files } = manifest;
    await look(files.find((file) => file.name === name) ?? { name });
  }
  return faults;
}

async function missing(path: string): Promise<string | undefined> {
  return (await stat(path).catch(() => undefined))?.isFile() ? undefined : MISSING;
}
