import type { ReadDeps } from './deps.ts';
import type { Answer, Input, JsonResource } from './resource.ts';
import { alertResource, alertsResource } from './resources/alerts.ts';
import { checklistResource } from './resources/checklist.ts';
import { correctedResource } from './resources/corrected.ts';
import { deploymentsResource } from './resources/deployments.ts';
import { gapsResource } from './resources/effort.ts';
import { faultsResource } from './resources/faults.ts';
import { feedResource } from './resources/feed.ts';
import { presenceResource } from './resources/presence.ts';
import { queueResource, queuesResource } from './resources/queues.ts';
import { recordsResource } from './resources/records.ts';
import { reportResource, reportsResource } from './resources/reports.ts';
import { talliesResource } from './resources/tallies.ts';
import { taughtPicturesResource, taughtResource, unlikeResource } from './resources/taught.ts';
import { taxaResource, taxonResource } from './resources/taxa.ts';
import { visitResource, visitsResource } from './resources/visits.ts';

/** What is asked of a resource that reads. */
export interface ReadAsked extends Pick<JsonResource, 'path' | 'long'> {
  readonly input: Input;
}

/** Answers what only reads: the addresses of `readResources`. */
export interface Reading {
  /**
   * @param signal aborted when nobody waits for the answer any more
   * @throws {Problem} (rejects) where the resource refuses the input
   */
  answer(asked: ReadAsked, signal: AbortSignal): Promise<Answer>;
  /** Somebody will ask in a moment: what has to start for that starts now. */
  wake(): void;
}

/** The addresses whose answers follow from what is stored and configured. They take as long as there is much to read. */
export function readResources(deps: ReadDeps, now: () => number): JsonResource[] {
  return [
    visitsResource(deps),
    visitResource(deps),
    alertsResource(deps),
    alertResource(deps),
    faultsResource(deps),
    queuesResource(deps, now),
    queueResource(deps, now),
    talliesResource(deps, now),
    correctedResource(deps, now),
    presenceResource(deps, now),
    recordsResource(deps, now),
    reportsResource(deps),
    reportResource(deps),
    checklistResource(deps),
    gapsResource(deps, now),
    deploymentsResource(deps),
    taughtResource(deps),
    taughtPicturesResource(deps),
    unlikeResource(deps),
    taxaResource(deps),
    taxonResource(deps),
    feedResource(deps),
  ];
}

/** Answers on this thread. */
export function readingHere(deps: ReadDeps, now: () => number): Reading {
  const resources = new Map(readResources(deps, now).map((resource) => [resource.path, resource]));
  return {
    answer: async ({ path, input }, signal) => {
      const resource = resources.get(path);
      if (!resource) throw new Error(`${path} is no resource that reads`);
      return resource.answer(input, signal);
    },
    wake: () => undefined,
  };
}
