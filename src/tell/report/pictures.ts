import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Reviewed } from '../../base/domain.ts';
import type { StoreReader } from '../../count/store/open.ts';
import { countedVisits } from '../../count/tally/counted.ts';
import type { BestPicture, SpeciesFigures } from './figures.ts';

/** What pictures are chosen from. */
export interface PictureSource {
  readonly store: Pick<StoreReader, 'visits' | 'media'>;
  /** The data folder. */
  readonly data: string;
}

/** A picture that may stand for a species. */
interface Candidate {
  readonly file: string;
  readonly of: Reviewed;
  /** Somebody confirmed what it shows. */
  readonly sure: boolean;
  readonly score: number;
}

/**
 * The best kept picture of each of some species in a range of time, ms: of visits that people decided on before others, then that with
 * the highest score; the earliest of several alike. None of a species of which none is kept.
 */
export async function bestPictures(
  { store, data }: PictureSource,
  { from, to }: { readonly from: number; readonly to: number },
  species: readonly (SpeciesFigures & { readonly isNew: boolean })[],
): Promise<BestPicture[]> {
  const wanted = new Map(species.map(({ taxon }) => [taxon.id, [] as Candidate[]]));
  if (wanted.size === 0) return [];
  for await (const { reviewed, counted } of countedVisits(store.visits, { from, to, basis: 'best' })) {
    const found = counted && wanted.get(counted.taxon);
    const crop = found && store.media.bestCrop(reviewed.visit.id);
    if (crop) found.push({ file: crop.file, of: reviewed, sure: isSure(reviewed), score: crop.score ?? 0 });
  }
  return species.flatMap(({ isNew, ...one }) => {
    const candidates = wanted.get(one.taxon.id)!.sort((a, b) => Number(b.sure) - Number(a.sure) || b.score - a.score);
    // What was kept may have had to make room since.
    const best = candidates.find(({ file }) => existsSync(join(data, file)));
    return best ? [{ species: one, isNew, file: best.file, of: best.of }] : [];
  });
}

function isSure({ outcome }: Reviewed): boolean {
  return outcome?.status === 'confirmed' || outcome?.status === 'corrected';
}
