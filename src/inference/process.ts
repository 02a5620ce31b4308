/** Entry of an inference process. It is told over IPC what to load and where to listen, and ends when its parent does. */
import { messageOf } from '../errors.ts';
import { FLOOR, Looker } from './looker.ts';
import type { ChildReport, ChildStart } from './messages.ts';
import { InferenceService } from './service.ts';
import type { DetectorSpec } from './spec.ts';

/** A crop of plain grey; the model is proved on it, and its memory allocated, before the process is given out. */
const WARM_UP = 64;

let service: InferenceService | undefined;

async function start({ spec, socket }: ChildStart<DetectorSpec>): Promise<void> {
  const looker = await Looker.open(spec);
  const data = new Uint8Array((WARM_UP * WARM_UP * 3) / 2).fill(128);
  const found = await looker.look({ region: { x: 0, y: 0, w: 1, h: 1 }, width: WARM_UP, height: WARM_UP, data }, FLOOR);
  if (found.length > 0) throw new Error('the model finds something in a plain grey picture');
  service = new InferenceService(looker);
  await service.start(socket);
}

function report(message: ChildReport): void {
  if (process.connected) process.send?.(message, () => {});
  // The parent went away while the model was loading.
  else void service?.stop();
}

process.once('message', (message: ChildStart<DetectorSpec>) => {
  start(message).then(
    () => report({ type: 'ready' }),
    (error) => report({ type: 'failed', message: messageOf(error) }),
  );
});

// Without IPC and sockets nothing keeps this process alive.
process.on('disconnect', () => void service?.stop());

// Ctrl-C goes to the whole group, but only the parent decides when inference ends.
process.on('SIGINT', () => {});
