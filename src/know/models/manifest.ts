import { z } from 'zod';
import { KINDS, type Kind } from '../../base/domain.ts';
import { calibrationSchema } from './calibration.ts';
import { Archive, File, faultOfFiles, fileName, Package, Stated } from './manifest-files.ts';

const modelName = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);
const kind = z.enum(KINDS as [Kind, ...Kind[]]);
/** Length of an axis; one that is another from run to run has a name instead, e.g. `N`. */
const axis = z.union([z.int().positive(), z.string().regex(/^[A-Za-z]\w*$/)]);
/** One number a colour plane, in the order of the planes. */
const perPlane = (each: z.ZodNumber) => z.tuple([each, each, each]);

const common = {
  name: modelName,
  /** True for what a box uses unless its config says otherwise: one detector, any number of classifiers. */
  default: z.boolean().default(false),
  /** What its publisher allows, in words. Of a model that no box uses unless it is told to, who pulls it must accept them. */
  licence: z.string().min(1),
  /** Where preprocessing, output and labels are published. */
  source: z.url().optional(),
  /** What who uses it must know, in words. */
  note: z.string().optional(),
  /** What is fetched: what the runtime loads comes first, or what that is made from; then labels and the like. */
  files: z.array(File).default([]),
  package: Package.optional(),
  archive: Archive.optional(),
  /** How the ONNX that the runtime loads is made from the files, and how it is known to be right. */
  convert: z
    .strictObject({ from: z.enum(['tflite', 'tfjs']), outputs: z.array(z.string()).optional(), file: Stated })
    .optional(),
  /** The operator puts this ONNX into the models folder himself; `how` says where it comes from and how it must look. */
  dropIn: z.strictObject({ file: fileName, how: z.string().min(1) }).optional(),
  /** The model that this one stands in for where that one cannot be had. */
  fallbackFor: modelName.optional(),
  /** [1, 3, size, size] float32, value = (pixel - mean) / std with pixels from 0 to 255. */
  input: z.strictObject({
    /** Left out where the model has one input and its publisher does not tell the name. */
    name: z.string().optional(),
    size: z.int().positive().multipleOf(2),
    /** Order of the colour planes. */
    colour: z.enum(['bgr', 'rgb']),
    /** Pixel value where a letterboxed picture does not reach. */
    pad: z.number().min(0).max(255).default(0),
    mean: perPlane(z.number()).default([0, 0, 0]),
    std: perPlane(z.number().positive()).default([1, 1, 1]),
  }),
};

/** What is read of the model's outputs, in the order in which the head wants them; the name may be left out of a single one. */
const outputs = z.array(z.strictObject({ name: z.string().optional(), shape: z.array(axis).min(1) })).min(1);

/** The tensor of a model that holds its feature: numbers that are alike for pictures that are alike. */
const embedding = z.strictObject({
  /** Its name in the graph; it need not be an output. */
  tensor: z.string().min(1),
  /** `[1, dimensions]` or `[1, dimensions, 1, 1]`, all of which is the feature, or `[1, tokens, dimensions]`. */
  shape: z.array(z.int().positive()).min(2).max(4),
  /** Which of the tokens is the feature. */
  token: z.int().min(0).optional(),
});

const Detector = z.strictObject({
  ...common,
  outputs,
  task: z.literal('detect'),
  head: z.enum(['yolox', 'yolov5', 'yolov8', 'yolov10', 'rtdetr', 'centernet']),
  /** Class names in the model's order. */
  labels: z.array(z.string().min(1)).min(1),
  /** What a class means to Roost where its name alone does not say it. */
  kindOf: z.record(z.string(), kind).optional(),
  /** Brings the scores of a kind to those of the default detector: logit(score) times `slope` plus `offset`. */
  scores: z.partialRecord(kind, z.strictObject({ slope: z.number().positive(), offset: z.number() })).optional(),
  /**
   * Which boxes of one picture show the same thing: those that overlap by more than `same` (intersection over union), and
   * a weaker one of which more than `part` lies in a better one. 1 keeps all apart.
   */
  nms: z
    .strictObject({ same: z.number().min(0.1).max(1).default(0.45), part: z.number().min(0.3).max(1).default(0.8) })
    .optional(),
  /** Kinds that the model cannot tell and `kindOf` only stands in for; classifiers of every animal kind decide. */
  assumed: z.array(kind).default([]),
});

const Classifier = z.strictObject({
  ...common,
  outputs,
  task: z.literal('classify'),
  /** Kinds whose tracks it names. */
  kinds: z.array(kind).min(1),
  /** Kinds of whose tracks it sees one picture a crop, to say whether they are of that kind; it needs labels of several. */
  checks: z.array(kind).default([]),
  /** `roost`: a CSV in `models/labels`, without its ending. `speciesnet`: a file that lies beside the weights. */
  labels: fileName,
  labelFormat: z.enum(['roost', 'speciesnet']).default('roost'),
  /** How many outputs at the end have no label and mean nothing. */
  unlabelled: z.int().min(0).default(0),
  /** What its output holds: logits, or probabilities that sum to 1. */
  gives: z.enum(['logits', 'probabilities']),
  /**
   * The pictures that it is shown of each crop: room around the animal on each side, as a fraction of its longer side.
   * Every second one is mirrored.
   */
  views: z.array(z.number().min(0).max(0.3)).min(1).max(8),
  /** Numbers that `roost eval --fit` found; without them names are rolled up by SpeciesNet's rule. */
  calibration: calibrationSchema.optional(),
  /** By which a box is taught what the model does not name. */
  embedding: embedding.optional(),
});

/** A model that names nothing: it gives numbers that are alike for pictures that are alike, by which a box is taught. */
const Embedder = z.strictObject({
  ...common,
  task: z.literal('embed'),
  /** Kinds whose tracks it is shown. */
  kinds: z.array(kind).min(1).default(['bird', 'mammal']),
  /** As a classifier's. */
  views: z.array(z.number().min(0).max(0.3)).min(1).max(8).default([0, 0.08, 0.25]),
  embedding,
});

/** What a manifest file holds. */
export const manifestSchema = z
  .discriminatedUnion('task', [Detector, Classifier, Embedder])
  .superRefine((manifest, context) => {
    const { files, dropIn, convert, task } = manifest;
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (!dropIn && files.length === 0) wrong('files', 'a model without files is one to drop in: say dropIn');
    if (dropIn && (files.length > 0 || convert)) wrong('dropIn', 'a model to drop in has no files and no conversion');
    const fault = faultOfFiles(manifest);
    if (fault) wrong('files', fault);
    if (convert?.from === 'tfjs' && !convert.outputs)
      wrong('convert', 'a TensorFlow.js graph needs the names of outputs');
    if (task === 'classify' && manifest.outputs.length !== 1) wrong('outputs', 'a classifier has one output');
    if (task === 'classify' && manifest.outputs.some(({ shape }) => typeof shape.at(-1) !== 'number'))
      wrong('outputs', 'a classifier has as many outputs as labels: the last axis is a number');
    if (task !== 'embed' && manifest.outputs.length > 1 && manifest.outputs.some(({ name }) => name === undefined))
      wrong('outputs', 'each of several outputs needs its name');
    if (task !== 'detect' && manifest.embedding) {
      const { shape, token } = manifest.embedding;
      if ((shape.length === 3) !== (token !== undefined) || (token ?? 0) >= (shape.at(-2) ?? 1))
        wrong('embedding', 'a tensor of several tokens needs the number of the one that is meant, and no other does');
    }
  });

/** One file of a model: where it comes from and how it is known to be right. */
export type ModelFile = z.infer<typeof File>;
/** A model as the catalog describes it. */
export type Manifest = z.infer<typeof manifestSchema>;
export type DetectorManifest = Extract<Manifest, { task: 'detect' }>;
export type ClassifierManifest = Extract<Manifest, { task: 'classify' }>;
export type EmbedderManifest = Extract<Manifest, { task: 'embed' }>;

/** The file that the runtime loads. Nobody can say beforehand how many bytes one that is dropped in has, or one whose publisher does not. */
export function weightsOf(manifest: Manifest): {
  name: string;
  bytes?: number | undefined;
  sha256?: string | undefined;
} {
  return manifest.dropIn ? { name: manifest.dropIn.file } : (manifest.convert?.file ?? manifest.files[0]!);
}
