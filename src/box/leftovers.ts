import { removeLeftovers } from '../see/media/leftovers.ts';

/** Removes in the background what a box that was killed left half made. @returns what ends that */
export function removingLeftovers(data: string): () => Promise<void> {
  const end = new AbortController();
  const done = removeLeftovers(data, Date.now(), end.signal);
  return async () => {
    end.abort();
    await done;
  };
}
