import type { Alert } from '../../../src/base/domain.ts';
import type { Choice } from '../../../src/tell/alert/choose.ts';
import type { Wording } from '../../../src/tell/alert/text.ts';

/** Hears of everything. */
export const EVERYTHING: Choice = {
  ...{ species: [], except: [] },
  tells: ['level-1', 'level-2', 'first-for-site', 'first-of-year', 'faults'],
};

/** Channels that hear of everything. */
export function hearing(...names: readonly string[]): Record<string, Choice> {
  return Object.fromEntries(names.map((name) => [name, EVERYTHING]));
}

/** Words in both languages; times of day in UTC. */
export const WORDING: Wording = { language: 'both', clock: (at) => new Date(at).toISOString().slice(0, 16) };

/** An alert of a common crane, which is protected at level 2. */
export function anAlert(more: Partial<Alert> = {}): Alert {
  return {
    ...{ id: 'a', reason: 'protected', taxon: 'grus-grus', visit: 'v1', track: 't1', camera: 'east', level: 2 },
    ...{ at: Date.UTC(2025, 4, 3), state: 'unconfirmed', changedAt: 0, individuals: 2, score: 0.9 },
    ...more,
  };
}
