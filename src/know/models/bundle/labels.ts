import { messageOf } from '../../../base/errors.ts';
import { labelsOf } from '../labels.ts';
import type { ClassifierManifest, DetectorManifest, Manifest } from '../manifest.ts';
import { Refusal } from './refusal.ts';

/**
 * Looks whether a bundle's labels are as many as its outputs have numbers for, and mean taxa that this Roost knows.
 * @param folder of the bundle, where a classifier's labels lie beside its weights
 * @throws Refusal
 */
export async function checkLabels(model: Manifest, folder: string, subject: string): Promise<void> {
  if (model.task === 'classify') {
    await labelsOf(model, folder, folder).catch((cause: unknown) => {
      throw new Refusal('labels', subject, messageOf(cause), '', { cause });
    });
    return;
  }
  if (model.task !== 'detect') return;
  const classes = classesOf(model);
  if (classes === undefined || classes === model.labels.length) return;
  throw new Refusal('labels', subject, `it has ${model.labels.length} labels for ${classes} classes`);
}

/** How many classes a detector's outputs have room for, by its head; undefined where they do not tell. */
function classesOf({ head, outputs: [first, second] }: DetectorManifest): number | undefined {
  const { shape } = first!;
  /** An axis may be one that varies, and then tells nothing. */
  const less = (axis: number | string | undefined, by: number) => (typeof axis === 'number' ? axis - by : undefined);
  switch (head) {
    case 'yolox':
    case 'yolov5':
      return less(shape.at(-1), 5);
    case 'yolov8':
      return less(shape[1], 4);
    case 'rtdetr':
      return less(shape.at(-1), second ? 0 : 4);
    case 'centernet':
      return less(shape[1], 0);
    default:
      return undefined;
  }
}

/** The file in which the labels of a classifier's bundle lie. */
export function labelsFile({ labels, labelFormat }: ClassifierManifest): string {
  return labelFormat === 'roost' ? `${labels}.csv` : labels;
}
