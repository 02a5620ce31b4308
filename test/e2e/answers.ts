import { setTimeout as sleep } from 'node:timers/promises';
import { patient } from '../patience.ts';
import type { Box } from './box.ts';

/** A camera as the API answers it. */
export interface CameraAnswer {
  readonly id: string;
  readonly state: string;
  /** Since when it is in this state. */
  readonly since: string;
  readonly cause?: { readonly code: string; readonly message: string };
  readonly figures: {
    readonly frames: number;
    readonly dropped: number;
    readonly restarts: number;
    readonly fps: number;
  };
}

/** A visit as the API answers it; tracks and media only where one visit is asked for. */
export interface VisitAnswer {
  readonly id: string;
  readonly camera: string;
  readonly taxon: { readonly id: string; readonly rank?: string };
  readonly review: readonly string[];
  readonly startAt: string;
  readonly endAt: string;
  readonly individuals: number;
  readonly closed: boolean;
  readonly status: string;
}

/** What a track is called and why. */
export interface VerdictAnswer {
  readonly taxon: { readonly id: string; readonly rank?: string };
  readonly score: number;
  readonly opinions: readonly {
    readonly model: string;
    readonly known: number;
    readonly top: readonly { readonly taxon: { readonly id: string }; readonly score: number }[];
  }[];
  readonly prior: { readonly id: string; readonly month: number };
  readonly crops: readonly { readonly at: string; readonly media?: string }[];
  readonly models: readonly string[];
  readonly code: string;
  readonly review: readonly string[];
}

/** What a box tells of itself, as far as names go. */
export interface HealthAnswer {
  readonly models: readonly { readonly id: string; readonly task: string; readonly kinds: readonly string[] }[];
}

/** A visit with what it rests on. */
export interface DetailAnswer extends VisitAnswer {
  readonly tracks: readonly {
    readonly id: string;
    readonly startAt: string;
    readonly endAt: string;
    readonly ended?: string;
    readonly path?: readonly {
      readonly at: string;
      readonly box: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    }[];
    readonly verdict?: VerdictAnswer;
  }[];
  readonly media: readonly {
    readonly id: string;
    readonly type: string;
    readonly url: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly blurred: boolean;
  }[];
}

/** One camera's answer. */
export async function camera(box: Box, id: string): Promise<CameraAnswer> {
  const { data } = await box.get<{ data: CameraAnswer[] }>('/api/v1/cameras');
  return data.find((one) => one.id === id)!;
}

/** The visits of one camera, newest first. */
export async function visits(box: Box, id: string): Promise<VisitAnswer[]> {
  return (await box.get<{ data: VisitAnswer[] }>(`/api/v1/visits?camera=${id}`)).data;
}

/** One visit with its tracks and media. */
export function detail(box: Box, id: string): Promise<DetailAnswer> {
  return box.get(`/api/v1/visits/${id}`);
}

/**
 * Asks again and again until the answer is right. The deadline is the behaviour asked for, as this machine is busy.
 * @throws Error with the last answer when the time is over
 */
export async function within<T>(ms: number, ask: () => Promise<T>, right: (answer: T) => boolean): Promise<T> {
  const deadline = performance.now() + patient(ms);
  for (;;) {
    const answer = await ask();
    if (right(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`not within ${ms} ms; last: ${JSON.stringify(answer)}`);
    await sleep(100);
  }
}
