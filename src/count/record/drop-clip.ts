import type { Media } from '../../base/domain.ts';
import type { Store } from '../store/store.ts';

/**
 * Removes a clip whose visit was taken back: what the store knows of it, then its file. One that went over to another visit, with the
 * first track, stays.
 * @throws RoostError (rejects) where the store or the disk refuses
 */
export async function dropClip(store: Store, clip: Media, remove: (file: string) => Promise<void>): Promise<void> {
  const isGone = await store.write(({ media }) => media.dropUnheld(clip.id));
  if (isGone) await remove(clip.file);
}
