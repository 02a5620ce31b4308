import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../src/base/package.ts';
import type { Stream } from './videos.ts';

/** Where the weights lie; a box never fetches them during a bench. */
export const WEIGHTS = process.env.ROOST_MODEL_MIRROR ?? join(ROOT, 'data/models');

/** A whole box in a process of its own, as `roost start` runs it. */
export interface Box {
  readonly address: string;
  readonly pid: number;
  /** Its data folder, which goes when it stops. */
  readonly data: string;
  /** What the API tells of every camera. */
  cameras(): Promise<readonly CameraView[]>;
  stop(): Promise<void>;
}

/** The part of a camera in the API that benches read. */
export interface CameraView {
  readonly id: string;
  readonly state: string;
  readonly figures: { readonly frames: number; readonly dropped: number };
}

/**
 * Starts a box that watches these cameras at 5 frames a second, and waits until it does.
 * @param mirror the folder that it takes weights from
 * @param more further keys of roost.yaml
 */
export async function startBox(
  urls: readonly string[],
  analysis: Omit<Stream, 'kilobits'>,
  mirror = WEIGHTS,
  more: object = {},
): Promise<Box> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-'));
  await writeConfig(folder, urls, analysis, more);
  // The built box, started as in the field: a TypeScript loader would be counted with it.
  const args = ['start', '--config', join(folder, 'roost.yaml'), '--mirror', mirror];
  const child = spawn(join(ROOT, 'scripts/roost'), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const page = /"page":"([^"]+)"/.exec(text)?.[1];
      if (page) resolve(page);
    });
    child.once('exit', (code) => reject(new Error(`the box ended with code ${code}: ${text.trim()}`)));
  });
  const cameras = async () => {
    const response = await fetch(new URL('/api/v1/cameras', address));
    if (!response.ok) throw new Error(`the API answered ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { data: CameraView[] }).data;
  };
  const stop = async () => {
    child.kill();
    await ended;
    await rm(folder, { recursive: true });
  };
  try {
    await watching(cameras);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, pid: child.pid!, data: join(folder, 'data'), cameras, stop };
}

async function writeConfig(
  folder: string,
  urls: readonly string[],
  analysis: Omit<Stream, 'kilobits'>,
  more: object,
): Promise<void> {
  const site = { name: 'Bench', latitude: 31.5, longitude: 121.8, timeZone: 'Asia/Shanghai' };
  // A short gap, so that one busy minute holds several visits.
  const visits = { gapSeconds: 5 };
  await writeFile(join(folder, 'roost.yaml'), JSON.stringify({ site, api: { port: 0 }, visits, ...more }));
  await writeFile(join(folder, 'site.yaml'), JSON.stringify({ name: 'bench', region: 'world' }));
  await mkdir(join(folder, 'cameras'));
  const { width, height } = analysis;
  for (const [index, url] of urls.entries()) {
    const camera = { id: `camera-${index}`, name: `Camera ${index}`, url, fps: 5, analysis: { width, height } };
    await writeFile(join(folder, 'cameras', `${index}.yaml`), JSON.stringify(camera));
  }
}

async function watching(cameras: Box['cameras']): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    if ((await cameras()).every((camera) => camera.state === 'watching')) return;
    await sleep(500);
  }
  throw new Error('not every camera was watched within a minute');
}
