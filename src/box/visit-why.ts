import { join } from 'node:path';
import { Alike } from '../know/lessons/alike.ts';
import type { Lessons } from '../know/lessons/lessons.ts';
import type { TaughtWhy } from '../know/lessons/why.ts';
import { kindOfTaxon } from '../know/taxonomy/taxa.ts';
import { type CropTools, featuresOfCrop, Unteachable } from '../try/teach/lesson.ts';
import type { Readable } from './read-config.ts';

/** How many pictures are told of each crop. */
const MOST = 3;

/**
 * Why a visit is named as it is, as far as that is what was taught.
 * @returns undefined where there is no such visit
 */
export async function taughtWhy(
  store: Readable,
  data: string,
  lessons: Lessons,
  id: string,
  tools: Pick<CropTools, 'models' | 'embed'>,
  signal?: AbortSignal,
): Promise<TaughtWhy | undefined> {
  const detail = store.visit(id);
  if (!detail) return undefined;
  const kind = kindOfTaxon(detail.outcome?.taxon ?? detail.visit.taxon);
  const near = new Map(lessons.models().map((model) => [model, new Alike(lessons.examples(model))]));
  const crops: TaughtWhy['crops'][number][] = [];
  for (const { type, gone, file, region, box } of detail.media) {
    if (type !== 'crop' || gone || !region || !box || !kind) continue;
    const features = await featuresOfCrop({ path: join(data, file), region, box }, kind, tools, signal).catch(
      (error: unknown) => {
        if (error instanceof Unteachable) return new Map<string, Float32Array>();
        throw error;
      },
    );
    const alike = [...features].flatMap(([model, feature]) =>
      (near.get(model)?.nearest(feature, MOST) ?? []).map((one) => ({ ...one, model })),
    );
    crops.push({ file, alike });
  }
  const opinions = detail.tracks.flatMap(({ verdict }) => verdict?.opinions.filter(({ taught }) => taught) ?? []);
  return { taught: lessons.list({ visit: id }), opinions, crops };
}
