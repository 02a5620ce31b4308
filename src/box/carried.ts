import type { CameraConfig } from '../know/config/schema.ts';
import { tilesOf } from '../see/motion/sweep.ts';
import { FLOCK_TILE } from '../see/watch/settings.ts';
import { loadOf } from './capacity.ts';

/**
 * What a look of the detector took, seconds, on the machine on which the figures of {@link loadOf} were measured (docs/performance.md: 188 a
 * second by two processes), of which they hold a part.
 */
const LOOK_THERE = 2 / 188;
/** Part of the time with animals in view, as in those figures. */
const IN_VIEW = 0.1;
/** Squares a frame that animals in view cost: one an animal or group, and some of what else moves. Taken, not measured. */
const SQUARES = 1.5;
/** Pictures a second that each classifier sees while animals are in view: rounds get rarer as a track grows older. Taken, not measured. */
const NAMED = 1;

/** What the models of a box cost, measured on its machine. */
export interface ModelCost {
  /** Processor time of one look of the detector, ms. */
  readonly lookMs: number;
  /** The same of one picture shown to every classifier, ms. */
  readonly nameMs: number;
  /** Of one inference process, bytes. */
  readonly memoryBytes: number;
}

/** A machine, as far as it limits what it can carry. */
export interface Room {
  /** Cores that the box may use. */
  readonly cores: number;
  /** Memory that is free now: while models are exchanged, both are held. */
  readonly memoryBytes: number;
  /** Inference processes, each with all models. */
  readonly processes: number;
}

/** What cameras and models would make of a machine. */
export interface Carried {
  readonly carried: boolean;
  /** Cores that the cameras keep busy, animals in view for a tenth of the time. */
  readonly cores: number;
  /** How often each camera is looked at with animals before all of them at once, frames a second; its `fps` at most. */
  readonly framesAtOnce: number;
  /** Of all inference processes. */
  readonly memoryBytes: number;
  /** Why not, in words; empty where it is carried. */
  readonly why: readonly string[];
}

type Looked = Pick<CameraConfig, 'enabled' | 'analysisUrl' | 'fps' | 'flocks' | 'sweepSeconds'>;

/** Fewer looks a second than this lose animals that cross the picture. */
const ENOUGH = 2;

/**
 * Whether a machine carries cameras with certain models: the figures of {@link loadOf} for all but the models, and for these what they take
 * here. A rough measure, which says which models are out of reach and not how many frames a box will lose.
 */
export function carriedBy(cameras: readonly Looked[], cost: ModelCost, room: Room): Carried {
  const watched = cameras.filter(({ enabled }) => enabled);
  const names = IN_VIEW * NAMED * (cost.nameMs / 1000);
  const looks = watched.map((camera) => looksOf(camera) * (cost.lookMs / 1000 - LOOK_THERE) + names);
  const cores = Math.max(0, loadOf(watched) + looks.reduce((sum, one) => sum + one, 0));
  const inFull = (Math.min(room.processes, room.cores) * 1000) / (SQUARES * cost.lookMs * Math.max(1, watched.length));
  const wanted = Math.max(0, ...watched.map(({ fps }) => fps));
  const framesAtOnce = Math.min(wanted, inFull);
  const memoryBytes = room.processes * cost.memoryBytes;
  const why = [
    ...(cores > room.cores ? [`it needs ${cores.toFixed(2)} cores and there are ${room.cores}`] : []),
    ...(framesAtOnce < Math.min(wanted, ENOUGH)
      ? [`with animals before all cameras at once each is looked at ${framesAtOnce.toFixed(1)} times a second`]
      : []),
    ...(memoryBytes > room.memoryBytes
      ? [`it needs ${mb(memoryBytes)} of memory for inference and there are ${mb(room.memoryBytes)}`]
      : []),
  ];
  return { carried: why.length === 0, cores, framesAtOnce, memoryBytes, why };
}

/** Looks a second: sweeps, and while animals are in view those at them. */
function looksOf({ fps, flocks, sweepSeconds }: Looked): number {
  const round = flocks ? tilesOf({ width: 16, height: 9 }, FLOCK_TILE).length : 1;
  return round / sweepSeconds + IN_VIEW * fps * SQUARES;
}

const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

/** What {@link carriedBy} says, in words. @param cameras how many are watched @param cores that the box may use */
export function carriedWords(
  { carried, cores: busy, framesAtOnce, memoryBytes, why }: Carried,
  cameras: number,
  cores: number,
): string {
  const load = `about ${busy.toFixed(2)} of ${cores} cores with ${cameras} cameras, ${mb(memoryBytes)} for inference, each camera looked at ${framesAtOnce.toFixed(1)} times a second with animals before all at once`;
  return carried ? `this box carries it: ${load}` : `this box does not carry it: ${why.join('; ')} (${load})`;
}
