import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RoostError } from '../../base/errors.ts';
import { lessonsFile } from '../../know/lessons/database.ts';
import { fittedHeads, namedHeads } from '../../know/lessons/heads.ts';
import { Lessons } from '../../know/lessons/lessons.ts';
import { nameOf } from '../../know/models/bundle/manifest.ts';
import type { Bundle } from '../../know/models/bundle/open.ts';
import { stagedBundles } from '../../know/models/bundle/stage.ts';
import { bundleHead } from '../../know/models/bundle/taught.ts';
import { readCatalog } from '../../know/models/catalog.ts';
import { featureSources } from '../../know/models/feature-sources.ts';
import { type Installed, installed, installedClassifier } from '../../know/models/installed.ts';
import type { ClassifierManifest } from '../../know/models/manifest.ts';
import { verifyModel } from '../../know/models/verify.ts';
import type { NamedHead } from '../../know/taught/head.ts';
import type { Taught } from '../../see/classify/taught.ts';
import { heardBy } from '../taught-heads.ts';
import { withBundles } from './in-use.ts';
import { lineOf, type ModelState } from './state.ts';
import { readState } from './state-file.ts';
import { modelsFolder, type TakingConfig } from './take.ts';

/** What a box would name by if a model were in use. */
export interface AskedModel {
  /** As verdicts cite it. */
  readonly model: string;
  readonly models: Installed;
  /** What this box and others were taught; undefined where that is nothing. */
  readonly taught: Taught | undefined;
}

/** What this box itself was taught goes by this name. */
const OWN = 'taught';

/**
 * What a box would name by with a model beside or in place of those in use: a classifier of the catalog whose weights are here, a bundle that
 * lies staged (the one in use and the one before it too), or `taught`, what this box was taught itself. Changes nothing.
 * @param aside a folder below the models folder in which weights lie that were only tried
 * @param complain told what is done without
 * @throws RoostError (rejects) where there is no such model here, or it names nothing
 */
export async function askedModel(
  config: TakingConfig,
  name: string,
  aside: string,
  complain: (line: string) => void,
): Promise<AskedModel> {
  const folder = modelsFolder(config);
  const catalog = await installed(folder, config.site.detector.model);
  const bundles = await stagedBundles(folder);
  const bundle = bundles.find(({ manifest }) => nameOf(manifest) === name);
  const state = await readState(folder);
  const used = await withBundles(catalog, bundle ? inUse(state, bundle) : state, folder);
  for (const line of used.lacking) complain(line);
  const lacking = bundle && used.lacking.find((line) => line.startsWith(`${name} `));
  if (lacking) throw refused(name, lacking);
  const found = bundle
    ? { models: used.models, model: await citedAs(bundle, used.models) }
    : name === OWN
      ? { models: used.models, model: OWN }
      : await ofCatalog(name, used.models, folder, aside, bundles);
  const own = ownHeads(config.data, used.models, complain);
  if (name === OWN && own.length === 0) throw refused(name, 'this box was taught nothing yet', 'See: roost teach');
  const model = name === OWN ? own[0]!.id : found.model;
  const taught = heardBy({ own, handed: used.heads }, found.models);
  const isTaught = name === OWN || bundle?.manifest.kind === 'taught';
  if (isTaught && !taught?.heads.some(({ id, reads }) => id === model && reads.length > 0))
    throw refused(name, 'no model in use gives the features that it reads', 'See: roost models status');
  return { models: found.models, model, taught };
}

/** The state in which a bundle is in use, and nothing stands in for it. */
function inUse(state: ModelState, { manifest: { id, version } }: Bundle): ModelState {
  return { ...state, lines: { ...state.lines, [id]: { present: version, steps: lineOf(state, id).steps } } };
}

async function citedAs(bundle: Bundle, { classifiers }: Installed): Promise<string> {
  const { manifest } = bundle;
  if (manifest.kind === 'taught') return (await bundleHead(bundle)).id;
  const found = classifiers.find(({ spec }) => spec.id.startsWith(`${nameOf(manifest)}@`));
  if (found) return found.spec.id;
  throw refused(nameOf(manifest), 'it finds animals and names none', 'Kept crops can be named again, not found again');
}

/** A classifier of the catalog in the place of the one of its name, or beside the others. */
async function ofCatalog(name: string, used: Installed, folder: string, aside: string, bundles: readonly Bundle[]) {
  const manifests = (await readCatalog()).filter((manifest) => manifest.task === 'classify');
  const manifest = manifests.find((one) => one.name === name);
  if (!manifest) {
    const known = [...bundles.map((bundle) => nameOf(bundle.manifest)), ...manifests.map((one) => one.name), OWN];
    throw refused(name, 'no model that names is called so here', `Those that can be asked: ${known.join(', ')}`);
  }
  const classifier = await installedClassifier(manifest, await folderOf(manifest, folder, aside));
  const others = used.classifiers.filter((one) => one.manifest.name !== name);
  return { models: { ...used, classifiers: [...others, classifier] }, model: classifier.spec.id };
}

async function folderOf(manifest: ClassifierManifest, folder: string, aside: string): Promise<string> {
  for (const place of [folder, join(folder, aside)]) if ((await verifyModel(manifest, place)).size === 0) return place;
  throw refused(manifest.name, 'its weights are not here', `Run: roost models pull ${manifest.name}`);
}

/** What this box was taught itself, as it was learned last. */
function ownHeads(data: string, { classifiers }: Installed, complain: (line: string) => void): NamedHead[] {
  const file = lessonsFile(data);
  if (!existsSync(file)) return [];
  const lessons = new Lessons(file);
  try {
    const heads = fittedHeads(lessons, featureSources(classifiers));
    if (heads) return namedHeads(lessons, heads);
    complain(
      'What this box was taught last is not learned yet and left out: let the box run for a minute, then try again',
    );
    return [];
  } finally {
    lessons.close();
  }
}

function refused(name: string, why: string, hint = ''): RoostError {
  return new RoostError('name again', name, why, hint);
}
