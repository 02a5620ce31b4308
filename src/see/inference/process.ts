/** Entry of an inference process. It is told over IPC what to load and where to listen, and ends when its parent does. */
import { messageOf } from '../../base/errors.ts';
import type { ChildReport, ChildStart } from './messages.ts';
import { Models } from './models.ts';
import { InferenceService } from './service.ts';

let service: InferenceService | undefined;

async function start({ models: set, socket }: ChildStart): Promise<void> {
  const models = await Models.open(set);
  await models.prove(set);
  service = new InferenceService(models);
  await service.start(socket);
}

function report(message: ChildReport): void {
  if (process.connected) process.send?.(message, () => {});
  // The parent went away while the models were loading.
  else void service?.stop();
}

process.once('message', (message: ChildStart) => {
  start(message).then(
    () => report({ type: 'ready' }),
    (error) => report({ type: 'failed', message: messageOf(error) }),
  );
});

// Without IPC and sockets nothing keeps this process alive.
process.on('disconnect', () => void service?.stop());

// Ctrl-C goes to the whole group, but only the parent decides when inference ends.
process.on('SIGINT', () => {});
