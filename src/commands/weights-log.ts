import { dirname, resolve } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { atTheCommandLine, hasLog, withAccess } from './access.ts';

/** Fetches files of a model; calls `arrives` when the first of it is here, before any of it is in its place. @returns names of the files */
type Fetch = (arrives: () => void) => Promise<readonly string[]>;

/**
 * Fetches files into a folder of weights, and where it is that of a box, writes them to its log of changes. What is out of reach leaves no
 * entry: a box without a network tries again each minute.
 * @param what who fetches, e.g. `roost models pull`
 * @throws RoostError (rejects) where it cannot be written down (nothing is put in its place then), else what `fetch` throws
 */
export function loggedFetch(folder: string, what: string, model: string, fetch: Fetch): Promise<readonly string[]> {
  const data = dirname(resolve(folder));
  if (!hasLog({ data })) return fetch(() => undefined);
  return withAccess({ data }, async ({ audit }) => {
    let entry: number | undefined;
    const arrives = () => {
      const told = { who: atTheCommandLine(), origin: 'command line', what, subject: model, body: {} };
      entry ??= audit.asked({ at: Date.now(), ...told });
    };
    try {
      const fetched = await fetch(arrives);
      // What was made of files that lay there came from nowhere.
      if (fetched.length > 0) arrives();
      if (entry !== undefined) audit.ended(entry, Date.now(), 'done', { after: { fetched } });
      return fetched;
    } catch (error) {
      if (entry !== undefined) audit.ended(entry, Date.now(), `failed: ${messageOf(error)}`);
      throw error;
    }
  });
}
