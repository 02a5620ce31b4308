/**
 * Entry of a process that names tracks by two sets of models, beside the box and in its spare time. It is told over IPC what to do, and
 * tells how far it has come; it only reads the database, and writes to the folder of its run alone.
 */
import { messageOf, RoostError } from '../../base/errors.ts';
import { giveWay } from '../../base/give-way.ts';
import { readStore } from '../../count/store/open.ts';
import type { FromShadow, ShadowStart, ToShadow } from './messages.ts';
import { ShadowWork } from './work.ts';

/** How often it tells that it lives, ms. */
const ALIVE_EVERY = 1_000;

let work: ShadowWork | undefined;

async function start(message: ShadowStart): Promise<void> {
  giveWay();
  setInterval(() => say({ type: 'alive' }), ALIVE_EVERY);
  const { LocalClassifier } = await import('../../see/inference/local.ts');
  const { present, candidate, database } = message;
  const specs = new Map([...present.classifiers, ...candidate.classifiers].map((spec) => [spec.id, spec]));
  const classifier = await LocalClassifier.open([...specs.values()]);
  const store = readStore(database);
  work = new ShadowWork({
    ...{ start: message, store, classifier, now: Date.now },
    told: (tracks) => say({ type: 'tracks', tracks }),
  });
  await work.run(new AbortController().signal);
  say({ type: 'ended', state: 'done' });
}

function say(message: FromShadow): void {
  if (process.connected) process.send?.(message, () => {});
}

process.once('message', (message: ShadowStart) => {
  process.on('message', (later: ToShadow) => {
    if (later.type === 'busy') work?.rest();
  });
  start(message).catch((error: unknown) => {
    // A model that does not run will not run tomorrow either; whatever else failed is tried again.
    if (error instanceof RoostError && ['classify', 'load model'].includes(error.operation))
      return say({ type: 'ended', state: 'failed', why: messageOf(error) });
    console.error(messageOf(error));
    process.exit(1);
  });
});

// Its parent is gone: nobody waits for what it finds.
process.on('disconnect', () => process.exit(0));

process.on('unhandledRejection', (error) => {
  console.error(messageOf(error));
  process.exit(1);
});

// Ctrl-C goes to the whole group, but only the parent decides when this ends.
process.on('SIGINT', () => {});
