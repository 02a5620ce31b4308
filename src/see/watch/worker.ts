import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../base/errors.ts';
import { ownRejections } from '../../base/owner.ts';
import { InferenceClient } from '../inference/client.ts';
import { CameraWatch } from './camera.ts';
import { Finders } from './finders.ts';
import type { NewModels, ThreadReport, ToWatcher, WatchedCamera, WatcherData } from './messages.ts';
import { namingOf } from './naming.ts';

/** Entry of a watcher thread: capture, motion and tracking of its cameras, away from the API and the store. */
const { cameras, data, model, inputSize, naming, endpoints, clockDoubtful, second } = workerData as WatcherData;
const port = parentPort!;
const tell = (message: ThreadReport) => port.postMessage(message);
ownRejections((message) => tell({ type: 'fault', message }));
/** How often it tells that it lives, ms. */
const ALIVE_EVERY = 1_000;
const alive = setInterval(() => tell({ type: 'alive' }), ALIVE_EVERY);

let { judges, finders } = made({ model, inputSize, naming, endpoints });
const sweeping = second && new InferenceClient(second.id, second.size);
sweeping?.setEndpoints(second?.endpoints ?? []);
const spare = { busy: false };
const child = (pid: number, alive: boolean) => tell({ type: 'child', pid, alive });
let doubtful = clockDoubtful;
let stopping = false;
const watches = new Map<string, CameraWatch>();
/** Cameras are changed one after the other, each once the watch before is over. */
let changing: Promise<unknown> = Promise.resolve();
/** Resolves when the watch that is changed away has had its last words. Never rejects. */
let leaving: Promise<unknown> = Promise.resolve();
/** Which detector each camera is given since models were swapped; before that each says so itself. */
let swapped: NewModels['detectors'] | undefined;
for (const camera of cameras) begin(camera);

port.on('message', async (message: ToWatcher) => {
  if (message.type === 'endpoints') return finders.setEndpoints(message.endpoints);
  if (message.type === 'second') return sweeping?.setEndpoints(message.endpoints);
  if (message.type === 'clock') {
    doubtful = message.doubtful;
    for (const watch of watches.values()) watch.setClockDoubtful(doubtful);
    return;
  }
  if (message.type === 'taught') {
    judges.taught.now = message.taught;
    return;
  }
  if (message.type === 'look') {
    watches.get(message.camera)?.look(message.width);
    return;
  }
  if (message.type === 'models') return useModels(message);
  if (message.type === 'camera') {
    changing = changing.then(() => change(message.id, message.camera));
    return;
  }
  stopping = true;
  await changing;
  const ends = await Promise.allSettled([...watches.values()].map((watch) => watch.stop()));
  for (const end of ends)
    if (end.status === 'rejected') tell({ type: 'fault', message: `stop: ${messageOf(end.reason)}` });
  clearInterval(alive);
  finders.close();
  sweeping?.close();
  tell({ type: 'stopped' });
  port.close();
});

function begin(camera: WatchedCamera): void {
  const { client, naming } = finders.of(camera.detector);
  const watch = new CameraWatch(camera, data, client, naming, tell, {
    child,
    show: (view) => tell({ type: 'live', view }),
    ...(sweeping && { second: { detector: sweeping, spare } }),
  });
  watches.set(camera.capture.camera, watch);
  watch.setClockDoubtful(doubtful);
  watch.start();
}

/** Ends the watch of a camera, where there is one, and begins another, whatever became of the first. Never rejects. */
async function change(id: string, camera: WatchedCamera | undefined): Promise<void> {
  const failed = (error: unknown) =>
    tell({ type: 'fault', message: `watch ${id} in another way: ${messageOf(error)}` });
  try {
    const before = watches.get(id);
    const ways = finders;
    watches.delete(id);
    leaving = before?.stop().catch(failed) ?? Promise.resolve();
    await leaving;
    if (!camera || stopping) return;
    const { detector: asTold, ...rest } = camera;
    // Models that were swapped while the first one ended are those that there are now.
    const detector = finders === ways ? asTold : swapped?.get(id);
    begin({ ...rest, ...(detector && { detector }) });
  } catch (error) {
    failed(error);
  }
}

function made({ model, inputSize, naming, endpoints }: Omit<NewModels, 'swap' | 'detectors'>) {
  const own = { id: model, size: inputSize, assumed: naming.assumed };
  const judges = namingOf(model, naming);
  return { judges, finders: new Finders(own, naming.classifiers, judges, endpoints) };
}

/** The ways to the models before stay open until all that was sent is answered: no frame waits, and none goes unlooked. */
async function useModels(models: NewModels): Promise<void> {
  const before = finders;
  ({ judges, finders } = made(models));
  swapped = models.detectors;
  const uses = [...watches].map(([id, watch]) => {
    const { client, naming } = finders.of(models.detectors.get(id));
    return watch.use(client, naming);
  });
  const ends = await Promise.allSettled(uses);
  for (const end of ends)
    if (end.status === 'rejected') tell({ type: 'fault', message: `use models: ${messageOf(end.reason)}` });
  await leaving;
  before.close();
  tell({ type: 'swapped', swap: models.swap });
}
