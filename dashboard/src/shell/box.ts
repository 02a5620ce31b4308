import { signal } from '@preact/signals';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { type Answered, useAsk } from '../api/ask.ts';
import { onEvent } from '../api/live.ts';
import type { Camera, Health } from '../api/types.ts';
import { ahead, zone } from '../base/time.ts';

/** How the box is, as it was told last; undefined until then. */
export const health = signal<Health | undefined>(undefined);
/** Every camera with what it does, kept up by live events. */
export const cameras = signal<readonly Camera[]>([]);

const EVERY = 15_000;
/** How long after a camera changed the box is asked anew, ms. */
const AFTER = 1_000;

/** Keeps what all pages want to know of the box. Call it once, in the shell. */
export function useBox(): Answered<Health> {
  const asked = useAsk('GET /api/v1/health', {}, { every: EVERY });
  const listed = useAsk('GET /api/v1/cameras', {}, { every: EVERY });
  useLayoutEffect(() => {
    if (!asked.data) return;
    zone.value = asked.data.site.timeZone;
    ahead.value = Date.parse(asked.data.now) - Date.now();
    // Last: from here on pages ask, by the two above.
    health.value = asked.data;
  }, [asked.data]);
  useLayoutEffect(() => {
    if (listed.data) cameras.value = listed.data.data;
  }, [listed.data]);
  useEffect(() => {
    let due: ReturnType<typeof setTimeout> | undefined;
    const stop = onEvent((event) => {
      if (event.type !== 'camera.state') return;
      const { camera, ...changed } = event.camera;
      const before = cameras.value.find(({ id }) => id === camera);
      cameras.value = cameras.value.map((old) => (old.id === camera ? { ...withoutCause(old), ...changed } : old));
      if (before?.state === changed.state) return;
      // What the box says of itself follows from it, and a list that is on its way may be older than that; one reading for all cameras of
      // a box that begins.
      clearTimeout(due);
      due = setTimeout(() => {
        asked.again();
        listed.again();
      }, AFTER);
    });
    return () => {
      stop();
      clearTimeout(due);
    };
  }, []);
  return asked;
}

/** What was wrong is told anew with each state, or not at all. */
function withoutCause({ cause: _, ...camera }: Camera): Camera {
  return camera;
}

/** The name of a camera; its id where it is not configured any more. */
export function cameraName(id: string): string {
  return cameras.value.find((camera) => camera.id === id)?.name ?? id;
}
