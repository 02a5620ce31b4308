import { parentPort, workerData } from 'node:worker_threads';
import type { FromWatcher } from '../../base/domain.ts';
import { InferenceClient } from '../inference/client.ts';
import { CameraWatch } from './camera.ts';
import type { ToWatcher, WatcherData } from './messages.ts';
import { namingOf } from './naming.ts';

/** Entry of a watcher thread: capture, motion and tracking of its cameras, away from the API and the store. */
const { cameras, data, model, inputSize, naming, endpoints, clockDoubtful } = workerData as WatcherData;
const port = parentPort!;
const tell = (message: FromWatcher) => port.postMessage(message);

const client = new InferenceClient(model, inputSize, naming.classifiers);
client.setEndpoints(endpoints);
const judges = namingOf(model, naming);
const watches = cameras.map((camera) => new CameraWatch(camera, data, client, judges, tell));
for (const watch of watches) {
  watch.setClockDoubtful(clockDoubtful);
  watch.start();
}

port.on('message', async (message: ToWatcher) => {
  if (message.type === 'endpoints') return client.setEndpoints(message.endpoints);
  if (message.type === 'clock') {
    for (const watch of watches) watch.setClockDoubtful(message.doubtful);
    return;
  }
  await Promise.all(watches.map((watch) => watch.stop()));
  client.close();
  tell({ type: 'stopped' });
  port.close();
});
