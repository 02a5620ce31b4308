import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import type { CameraStatus, FromWatcher, Sight } from '../base/domain.ts';
import { messageOf } from '../base/errors.ts';
import type { Store } from '../count/store/store.ts';
import type { AlertsConfig } from '../know/config/alerts-schema.ts';
import type { Config } from '../know/config/config.ts';
import type { InferencePool } from '../see/inference/pool.ts';
import { FaultTeller } from '../tell/alert/fault-teller.ts';
import type { FaultRules } from '../tell/alert/fault-watch.ts';
import { channelsOf } from './channels.ts';
import type { ClockState } from './clock.ts';
import { type BoxView, conditionsOf, isDaylight } from './conditions.ts';
import { readRoom } from './doctor/disk.ts';

/** The parts of a box whose faults people hear of. */
export interface FaultyParts {
  readonly config: Config;
  readonly statuses: ReadonlyMap<string, CameraStatus>;
  /** Undefined while no database is open. */
  store(): Store | undefined;
  /** Why nothing is stored; undefined while the store writes. */
  failure(): string | undefined;
  /** Undefined until inference runs. */
  pool(): Pick<InferencePool, 'status'> | undefined;
  readonly clock: { readonly state: ClockState };
  /** Which model was taken back lately, and why; undefined where none was. */
  model?(): Promise<string | undefined>;
}

const MINUTE = 60_000;
/** What a minute allowed to see holds for so long, ms. */
const SEEN_FOR = 3 * MINUTE;
/** A disk that hangs must not keep people from hearing of it, ms. */
const DISK_WITHIN = 5_000;

/** Watches a box for what keeps it from seeing, and has people told. */
export class BoxFaults {
  readonly #of: FaultyParts;
  readonly #sights = new Map<string, { readonly sight: Sight; readonly at: number }>();
  readonly #teller: FaultTeller;

  /** @throws RoostError where a channel lacks what is secret of it */
  constructor(of: FaultyParts, log: { warn(facts: object, message: string): void }) {
    this.#of = of;
    const { site } = of.config;
    const { name, timeZone } = site.site;
    this.#teller = new FaultTeller(
      {
        ...{ site: name, timeZone, publicAddress: site.publicAddress, channels: channelsOf(of.config) },
        rules: rulesOf(site.alerts.faults),
        store: () => of.store(),
        held: () => of.clock.state.waiting,
        conditions: async () => conditionsOf(await this.#view()),
      },
      log,
    );
  }

  start(): void {
    this.#teller.start();
  }

  /** Looks once. Never rejects. */
  look(): Promise<void> {
    return this.#teller.tick();
  }

  stop(): Promise<void> {
    return this.#teller.stop();
  }

  /** Takes in what a watcher tells of what can be seen. */
  take(message: FromWatcher): void {
    if (message.type !== 'effort' || message.part.sight === undefined) return;
    this.#sights.set(message.part.camera, { sight: message.part.sight, at: performance.now() });
  }

  async #view(): Promise<BoxView> {
    const { config, statuses, pool, clock } = this.#of;
    const running = pool();
    const infrared = new Set(config.cameras.flatMap((camera) => (camera.infrared ? camera.id : [])));
    return {
      cameras: [...statuses.values()].map((status) => {
        const seen = this.#sights.get(status.camera);
        const sight = seen && performance.now() - seen.at < SEEN_FOR ? seen.sight : undefined;
        return { status, sight, infrared: infrared.has(status.camera) };
      }),
      daylight: isDaylight(Date.now(), config.site.site),
      inference: { runs: running?.status.some(({ state }) => state === 'running') ?? false },
      disk: this.#of.failure() ?? (await diskTrouble(config.data)),
      clock: clock.state.doubt,
      model: await this.#of.model?.(),
    };
  }
}

/** Why the disk takes nothing, or soon will not; undefined where it has room. */
async function diskTrouble(data: string): Promise<string | undefined> {
  try {
    const room = await Promise.race([readRoom(data), sleep(DISK_WITHIN, undefined, { ref: false })]);
    if (!room) return `it did not say within ${DISK_WITHIN / 1000} s how much room it has`;
    return room.verdict === 'failure' ? room.found : undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function rulesOf({ wellMinutes, ...minutes }: AlertsConfig['faults']): FaultRules {
  return {
    graceMs: {
      ...{ down: minutes.downMinutes * MINUTE, frozen: minutes.frozenMinutes * MINUTE },
      ...{ covered: minutes.coveredMinutes * MINUTE, blurred: minutes.blurredMinutes * MINUTE },
      ...{ dark: minutes.darkMinutes * MINUTE, inference: minutes.inferenceMinutes * MINUTE },
      ...{ disk: minutes.diskMinutes * MINUTE, clock: minutes.clockMinutes * MINUTE, model: 0 },
    },
    wellMs: wellMinutes * MINUTE,
    newId: uuidv7,
  };
}
