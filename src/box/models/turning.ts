import type { ModelLineFacts, TurnoverDeps } from '../../tell/server/deps.ts';
import { lineOf, type ModelState } from './state.ts';
import type { Turnover } from './turnover.ts';

/** Answers what the API asks of changes of models. */
export function turnoverDeps(turnover: Turnover): TurnoverDeps {
  const line = async (id: string) => lineFacts(await turnover.state(), id);
  return {
    lines: async () => {
      const state = await turnover.state();
      return Object.keys(state.lines)
        .sort()
        .map((id) => lineFacts(state, id));
    },
    promote: async (name, why) => {
      const bundle = await turnover.staged(name);
      if (!bundle) return undefined;
      await turnover.promote(bundle, why);
      return line(bundle.manifest.id);
    },
    rollBack: async (id, why) => {
      await turnover.rollBack(id, why);
      return line(id);
    },
  };
}

function lineFacts(state: ModelState, id: string): ModelLineFacts {
  const { present, previous, watch, steps } = lineOf(state, id);
  return {
    ...{ id, present, steps },
    ...(previous !== undefined && { previous }),
    ...(watch && { watchedSince: watch.at }),
  };
}
