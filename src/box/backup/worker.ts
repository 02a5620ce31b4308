import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../base/errors.ts';
import { ownRejections } from '../../base/owner.ts';
import type { Config } from '../../know/config/config.ts';
import { backUp } from './backup.ts';

// Makes a backup beside a box that runs: reading the copy through takes as long as the database is large.

/** What a backup in a thread is of, and where the one before it lies. */
export interface BackupTask {
  readonly box: Pick<Config, 'folder' | 'data' | 'site'>;
  readonly last: string;
  readonly media: boolean;
}

const port = parentPort!;
ownRejections((failed) => port.postMessage({ failed }));
const { box, last, media } = workerData as BackupTask;
const end = new AbortController();
port.once('message', () => end.abort());
try {
  const { warnings } = await backUp(box, dirname(last), { media }, Date.now(), end.signal);
  port.postMessage({ done: true, warnings });
} catch (error) {
  port.postMessage({ failed: messageOf(error) });
} finally {
  port.close();
}
