import { setTimeout as sleep } from 'node:timers/promises';
import { startBox } from './box.ts';
import { startCameras } from './cameras.ts';
import { boxMegabytes } from './cpu.ts';
import type { Figure } from './figure.ts';
import { cameraVideo, MAIN, type Stream, SUB } from './videos.ts';

/** Seconds until every process has its working memory. */
const SETTLED = 20;

/** Memory of a whole box, ffmpeg and inference included, that watches quiet cameras. */
export async function memory(): Promise<Figure[]> {
  return [
    ...(await used('one 1080p25 camera', MAIN, 1, { width: 1280, height: 720 })),
    ...(await used('two 1080p25 cameras', MAIN, 2, { width: 1280, height: 720 })),
    ...(await used('one 640x360 substream', SUB, 1, SUB)),
  ];
}

async function used(
  name: string,
  stream: Stream,
  count: number,
  analysis: Pick<Stream, 'width' | 'height'>,
): Promise<Figure[]> {
  const cameras = await startCameras(await cameraVideo('quiet', stream), count);
  try {
    const box = await startBox(cameras.urls, analysis);
    try {
      await sleep(SETTLED * 1000);
      const { watching, inference, ffmpeg } = boxMegabytes(box.pid);
      const figure = (what: string, value: number) => ({
        name: `memory of ${what}, ${name}`,
        value: Math.round(value),
        unit: 'MB',
      });
      return [
        figure('the box', watching + inference + ffmpeg),
        figure('its first process', watching),
        figure('its inference processes', inference),
        figure('its ffmpegs', ffmpeg),
      ];
    } finally {
      await box.stop();
    }
  } finally {
    await cameras.stop();
  }
}
