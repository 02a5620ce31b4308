/**
 * `find-animals.ts MODELS DETECTOR SET`: has a detector look for the animal of every picture of a labelled set as `roost eval --find` does,
 * names nothing, and prints one JSON line: of birds and mammals how many there are, were found and got the right kind; of pictures without an
 * animal in how many one was found; and in how many pictures a second animal from a score of 0.25 on, or 0.45, lies over the surest one.
 */
import { isAnimal } from '../src/base/domain.ts';
import { iou } from '../src/base/geometry.ts';
import { findModel, readCatalog } from '../src/know/models/catalog.ts';
import { detectorSpec } from '../src/know/models/spec.ts';
import { kindOfTaxon } from '../src/know/taxonomy/taxa.ts';
import { PictureSource } from '../src/see/capture/picture-source.ts';
import { LocalDetector } from '../src/see/inference/local.ts';
import { findAnimal } from '../src/try/eval/find.ts';
import { readSet } from '../src/try/eval/set.ts';

const SIZE = { width: 1280, height: 720 };
/** Two boxes that share so much of both show one animal, or two that touch. */
const OVER = 0.1;

const [folder, name, path] = process.argv.slice(2);
if (!folder || !name || !path) throw new Error('say the folder of models, the name of a detector and a labelled set');
const { signal } = new AbortController();
const detector = await LocalDetector.open(await detectorSpec(findModel(await readCatalog(), 'detect', name), folder));
const counts = () => ({ pictures: 0, found: 0, kindRight: 0 });
const told = { bird: counts(), mammal: counts(), blanks: 0, falseAnimals: 0, doubles: { from025: 0, from045: 0 } };
for (const item of (await readSet(path, signal)).items) {
  const pictures = [{ file: item.path, at: 0 }];
  const frame = await new PictureSource({ camera: 'find', pictures, limit: SIZE }).next(signal);
  if (!frame) continue;
  const found = await findAnimal(detector, frame, signal);
  const kind = item.taxon === undefined ? undefined : kindOfTaxon(item.taxon);
  if (kind !== 'bird' && kind !== 'mammal') {
    told.blanks++;
    if (found) told.falseAnimals++;
    continue;
  }
  told[kind].pictures++;
  if (found) told[kind].found++;
  if (found?.kind === kind) told[kind].kindRight++;
  const whole = await detector.detect(frame, [{ box: { x: 0, y: 0, w: 1, h: 1 }, reason: 'sweep' }], signal);
  const [surest, ...others] = whole.filter((one) => isAnimal(one.kind));
  const over = others.filter(({ box }) => surest && iou(box, surest.box) > OVER);
  if (over.some(({ score }) => score >= 0.25)) told.doubles.from025++;
  if (over.some(({ score }) => score >= 0.45)) told.doubles.from045++;
}
process.stdout.write(`${JSON.stringify(told)}\n`);
