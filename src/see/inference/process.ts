/** Entry of an inference process. It is told over IPC what to load and where to listen, and ends when its parent does. */
import { messageOf } from '../../base/errors.ts';
import type { ChildReport, ChildStart } from './messages.ts';
import { InferenceService } from './service.ts';

/** How often it tells that it lives, ms; between two runs, since a run blocks. */
const ALIVE_EVERY = 1_000;

let service: InferenceService | undefined;

/** @returns how long the slowest model took for one crop, ms */
async function start({ models: set, socket }: ChildStart): Promise<number> {
  // Here and not above: where onnxruntime cannot be loaded, that is told like any other failure.
  const { Models } = await import('./models.ts');
  const models = await Models.open(set);
  const slowestMs = await models.prove();
  const listening = new InferenceService(models, endWith);
  await listening.start(socket);
  service = listening;
  setInterval(() => report({ type: 'alive', ...listening.load }), ALIVE_EVERY).unref();
  return slowestMs;
}

function report(message: ChildReport): void {
  if (process.connected) process.send?.(message, () => {});
  // The parent went away while the models were loading.
  else void service?.stop();
}

process.once('message', (message: ChildStart) => {
  start(message).then(
    (slowestMs) => report({ type: 'ready', slowestMs }),
    (error) => report({ type: 'failed', message: messageOf(error) }),
  );
});

// Without IPC and sockets nothing keeps this process alive.
process.on('disconnect', () => void service?.stop());

/** This process holds nothing that another one can't load, and the pool starts that. */
function endWith(why: string): void {
  console.error(why);
  process.exit(1);
}

// Whatever nobody caught.
process.on('unhandledRejection', (error) => endWith(messageOf(error)));

// Ctrl-C goes to the whole group, but only the parent decides when inference ends.
process.on('SIGINT', () => {});
