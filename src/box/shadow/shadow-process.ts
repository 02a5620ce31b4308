/**
 * Entry of a process that names tracks, or looks at live pictures, by two sets of models, beside the box and in its spare time. It is told
 * over IPC what to do, and tells how far it has come; it only reads the database, and writes to the folder of its run alone.
 */
import type { LiveView } from '../../base/domain.ts';
import { messageOf, RoostError } from '../../base/errors.ts';
import { giveWay } from '../../base/give-way.ts';
import { readStore } from '../../count/store/open.ts';
import { DetectorWork } from './detector-work.ts';
import type { FindsStart, FromShadow, NamesStart, ShadowStart, ToShadow } from './messages.ts';
import { ShadowWork } from './work.ts';

/** How often it tells that it lives, ms. */
const ALIVE_EVERY = 1_000;
/** What fails where a model does not run: it will not run tomorrow either. */
const OF_MODELS = ['classify', 'load model', 'run model'];

let work: ShadowWork | DetectorWork | undefined;
let given: (view: LiveView | undefined) => void = () => undefined;

async function start(message: ShadowStart): Promise<void> {
  giveWay();
  setInterval(() => say({ type: 'alive' }), ALIVE_EVERY);
  work = message.looks === 'finds' ? await findingWork(message) : await namingWork(message);
  await work.run(new AbortController().signal);
  say({ type: 'ended', state: 'done' });
}

async function namingWork(message: NamesStart): Promise<ShadowWork> {
  const { LocalClassifier } = await import('../../see/inference/local.ts');
  const { present, candidate, database } = message;
  const specs = new Map([...present.classifiers, ...candidate.classifiers].map((spec) => [spec.id, spec]));
  const classifier = await LocalClassifier.open([...specs.values()]);
  return new ShadowWork({
    ...{ start: message, store: readStore(database), classifier, now: Date.now },
    told: (tracks) => say({ type: 'tracks', tracks }),
  });
}

async function findingWork(message: FindsStart): Promise<DetectorWork> {
  const { LocalDetector } = await import('../../see/inference/local.ts');
  return DetectorWork.open({
    ...{ start: message, now: Date.now },
    ...{ present: await LocalDetector.open(message.present), candidate: await LocalDetector.open(message.candidate) },
    view: (camera) => {
      say({ type: 'want', camera });
      return new Promise((done) => {
        given = done;
      });
    },
    told: (tracks) => say({ type: 'tracks', tracks }),
  });
}

function say(message: FromShadow): void {
  if (process.connected) process.send?.(message, () => {});
}

process.once('message', (message: ShadowStart) => {
  process.on('message', (later: ToShadow) => {
    if (later.type === 'busy') work?.rest();
    else given(later.view);
  });
  start(message).catch((error: unknown) => {
    // Whatever else failed is tried again.
    if (error instanceof RoostError && OF_MODELS.includes(error.operation))
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
