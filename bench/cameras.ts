import { fork } from 'node:child_process';
import { entry } from '../src/base/entry.ts';

/** Cameras that play in a process of their own, so that what they cost is not counted as ours. */
export interface Cameras {
  readonly urls: readonly string[];
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts an RTSP server that plays a video as so many cameras. */
export async function startCameras(video: string, count: number): Promise<Cameras> {
  const { path, execArgv } = entry(import.meta.url, './rtsp-server');
  const child = fork(path, [video, String(count)], { execArgv });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const base = await new Promise<string>((resolve, reject) => {
    child.once('message', (url: string) => resolve(url));
    child.once('exit', (code) => reject(new Error(`RTSP server ended with code ${code}`)));
  });
  return {
    urls: Array.from({ length: count }, (_, index) => `${base}${index}`),
    pid: child.pid!,
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
