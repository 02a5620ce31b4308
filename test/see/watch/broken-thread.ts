import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { ownRejections } from '../../../src/base/owner.ts';
import type { ThreadReport, ToWatcher, WatcherData } from '../../../src/see/watch/messages.ts';

/** Entry of a thread for tests: it tells as a watcher does, and does once what the id of its first camera says. */
const { cameras, data } = workerData as WatcherData;
const ids = cameras.map(({ capture }) => capture.camera);
const port = parentPort!;
const tell = (message: ThreadReport) => port.postMessage(message);
ownRejections((message) => tell({ type: 'fault', message }));

const figures = { frames: 7, dropped: 0, fps: 5, restarts: 0, looks: { motion: 0, track: 0, sweep: 0 } };
const timer = setInterval(() => {
  for (const camera of ids) tell({ type: 'status', status: { camera, state: 'watching', since: 1, figures } });
}, 200);

const faults: Readonly<Record<string, () => void>> = {
  hangs: () => {
    // As an ffmpeg that was stopped: it would not notice that nobody reads its pipe.
    const child = spawn('sleep', ['1000']);
    child.kill('SIGSTOP');
    writeFileSync(join(data, 'child'), String(child.pid));
    tell({ type: 'child', pid: child.pid!, alive: true });
    for (;;);
  },
  forgets: () => void Promise.reject(new Error('nobody waits for this')),
  throws: () => {
    throw new Error('thrown in a timer');
  },
};
const once = join(data, `${ids[0]}.once`);
const fault = faults[ids[0]!];
if (fault && !existsSync(once)) {
  writeFileSync(once, '');
  setTimeout(fault, 500);
}

port.on('message', (message: ToWatcher) => {
  if (message.type !== 'stop') return;
  clearInterval(timer);
  port.close();
});
