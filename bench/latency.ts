import { setTimeout as sleep } from 'node:timers/promises';
import { startBox } from './box.ts';
import { startCameras } from './cameras.ts';
import { type Figure, median, quantile, rounded } from './figure.ts';
import { cameraVideo, MAIN } from './videos.ts';

const CAMERAS = 4;
/** Seconds listened: two rounds of the busy scene. */
const LISTENED = 125;

/**
 * From the capture of a frame to the event that tells a client of what was seen in it, with four busy cameras: a visit's
 * `endAt` is the stamp of the newest frame in which it was seen when the event was made.
 */
export async function latency(): Promise<Figure[]> {
  const cameras = await startCameras(await cameraVideo('busy', MAIN), CAMERAS);
  try {
    const box = await startBox(cameras.urls, { width: 1280, height: 720 });
    try {
      const stop = new AbortController();
      const told = listen(new URL('/api/v1/events', box.address), stop.signal);
      await sleep(LISTENED * 1000);
      stop.abort();
      const waits = await told;
      const name = `capture to API at ${CAMERAS} busy 1080p25 cameras`;
      return [
        { name: `${name}, p95 of ${waits.length} events`, value: rounded(quantile(waits, 0.95)), unit: 's', limit: 1 },
        { name: `${name}, median`, value: rounded(median(waits)), unit: 's', limit: 1 },
      ];
    } finally {
      await box.stop();
    }
  } finally {
    await cameras.stop();
  }
}

/** Seconds from the last sighting in a visit to its event's arrival here, for each event of something seen. */
async function listen(url: URL, signal: AbortSignal): Promise<number[]> {
  const waits: number[] = [];
  const response = await fetch(url, { signal });
  let text = '';
  try {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        const seenAt = seenAtOf(event);
        if (seenAt !== undefined) waits.push((Date.now() - seenAt) / 1000);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return waits;
}

/** When what a visit event tells was captured; other events tell of no frame. */
function seenAtOf(event: string): number | undefined {
  const data = /^data: (.*)$/m.exec(event)?.[1];
  if (!data || !/^event: visit\.new$/m.test(event)) return undefined;
  return Date.parse((JSON.parse(data) as { visit: { endAt: string } }).visit.endAt);
}
