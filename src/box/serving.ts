import type { Registry } from 'prom-client';
import type { CameraStatus } from '../base/domain.ts';
import { RoostError } from '../base/errors.ts';
import { storeReview } from '../count/record/reviews.ts';
import type { Store } from '../count/store/store.ts';
import type { Config } from '../know/config/config.ts';
import { taxonNamed, unknownName } from '../know/taxonomy/names.ts';
import { FORMATS } from '../tell/export/formats.ts';
import type { ServerDeps } from '../tell/server/deps.ts';
import { answers } from './answers.ts';
import { channelFacts, testChannel } from './channels.ts';
import { checklistDesk } from './checklist-desk.ts';
import { exported } from './exporting.ts';
import { type HealthSource, health } from './health.ts';
import { eventsAfter } from './live-events.ts';
import { handedModels } from './models/handed.ts';
import { turnoverDeps } from './models/turning.ts';
import type { Turnover } from './models/turnover.ts';
import type { Shadows } from './shadow/shadows.ts';
import { correct } from './standing.ts';
import { type Eyes, teachingOf } from './teaching.ts';

/** The parts of a box that the API shows. */
export interface Shown extends HealthSource {
  readonly config: Config;
  readonly store: Store;
  /** Newest status of each camera, by id. */
  readonly statuses: ReadonlyMap<string, CameraStatus>;
  /** Calls the listener with each change of a camera's state; returns how to stop. */
  onCamera(listener: (status: CameraStatus) => void): () => void;
  /** What looks at pictures; undefined until inference runs. */
  eyes(): Eyes | undefined;
  readonly turnover: Turnover;
  readonly live: ServerDeps['live'];
  /** Sets up cameras. */
  readonly desk: ServerDeps['desk'];
  readonly shadows: Shadows;
  readonly backups: ServerDeps['backups'];
  /** Makes exports elsewhere; this thread does without it. */
  readonly reading?: Pick<ServerDeps, 'export'>;
}

/** Answers the API's questions from the store and the parts that run. */
export function serverDeps(shown: Shown, registry: Registry): ServerDeps {
  const { config, store, statuses, reading } = shown;
  return {
    ...answers(config, store, Date.now),
    bundles: handedModels(config, () => runningModels(shown.pool()), Date.now),
    turnover: turnoverDeps(shown.turnover),
    desk: shown.desk,
    checklistDesk: checklistDesk(config, Date.now),
    shadows: shown.shadows,
    registry,
    live: shown.live,
    health: () => health(shown),
    cameras: () => [...statuses.values()],
    media: (id) => store.media.get(id),
    taxonNamed: knownTaxon,
    review: (decision, version) => storeReview(store, decision, version, Date.now()),
    correctDeployment: (id, correction) => correct(store, config, id, correction, Date.now()),
    teaching: teachingOf(config, store, () => shown.eyes()),
    channels: () => channelFacts(config),
    backups: shown.backups,
    testChannel: (name) => testChannel(config, name),
    formats: () => FORMATS,
    export: (name, asked, bom) =>
      reading ? reading.export(name, asked, bom) : exported(config, store, name, asked, bom),
    eventsAfter: (cursor, limit) => eventsAfter(store, cursor, limit),
    subscribe: (listener) => {
      const stops = [
        store.follow({ name: 'live events', committed: () => listener({ type: 'outbox' }) }),
        shown.onCamera((status) => listener({ type: 'camera.state', status })),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** Ids of the models that run, the detector first; none while nothing looks. */
function runningModels(pool: ReturnType<Shown['pool']>): string[] {
  return pool ? [pool.model, ...pool.classifiers.map(({ id }) => id)] : [];
}

/** Id of the taxon that a name means. */
function knownTaxon(name: string): string {
  const taxon = taxonNamed(name);
  if (taxon) return taxon.id;
  throw new RoostError('name', name, unknownName(name));
}
