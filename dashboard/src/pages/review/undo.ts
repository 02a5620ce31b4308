import { useState } from 'preact/hooks';
import type { VisitDetail } from '../../api/types.ts';
import { decide } from './decide.ts';
import { lastStored } from './last.ts';
import type { Storing } from './storing.ts';

/** How the last decision is taken back. */
export interface Undo {
  /** Grows whenever a visit changed by it: what was read of it before is old. */
  readonly turn: number;
  readonly error?: Error | undefined;
  /** The visit that somebody else decided on meanwhile, so that nothing was taken back. */
  readonly conflict?: VisitDetail | undefined;
  go(): Promise<void>;
}

/**
 * Takes the last stored decision back, wherever it was; where one is just being stored, that one.
 * @param at the place in the queue that is shown: what went wrong at another is told no more
 * @param show shows a visit
 */
export function useUndo(storing: Storing, at: number, show: (visit: string) => void): Undo {
  const [state, setState] = useState<Omit<Undo, 'go'> & { readonly at?: number }>({ turn: 0 });
  const takeBack = async () => {
    const last = lastStored.value;
    if (!last) return;
    try {
      const { stored, visit } = await decide(last.visit, { action: 'undo', undoes: last.review });
      lastStored.value = stored ? undefined : { ...last, visit };
      setState(({ turn }) => ({ turn: turn + 1, ...(!stored && { conflict: visit }) }));
      show(visit.id);
    } catch (error) {
      setState(({ turn }) => ({ turn, error: error as Error, at }));
    }
  };
  return {
    turn: state.turn,
    conflict: state.conflict,
    error: state.at === at ? state.error : undefined,
    go: async () => {
      const before = lastStored.value;
      if (storing.busy) {
        await storing.idle();
        // The one that was meant is not stored: another is not taken back in its place.
        if (lastStored.value === before) return;
      }
      storing.once(takeBack);
    },
  };
}
