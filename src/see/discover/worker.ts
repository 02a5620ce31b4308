import { parentPort, workerData } from 'node:worker_threads';
import onvif from 'onvif';
import { messageOf } from '../../base/errors.ts';
import { ownExceptions, ownRejections } from '../../base/owner.ts';
import { readMatch } from './match.ts';
import type { FinderData, FromFinder } from './messages.ts';

// The library throws at answers that are XML of another shape. It does so in a thread of its own, where that costs one answer.
const { interfaces, timeout } = workerData as FinderData;
const tell = (message: FromFinder) => parentPort?.postMessage(message);
const junk = () => tell({ type: 'junk' });
ownExceptions(junk);
ownRejections(junk);

const { Discovery } = onvif;
Discovery.on('device', (data: unknown, { address }: { address: string }) =>
  tell({ type: 'camera', camera: readMatch(data, address) }),
);
// Socket errors come as errors, answers that make no sense as text.
Discovery.on('error', (error: unknown) =>
  tell(error instanceof Error ? { type: 'failed', why: messageOf(error) } : { type: 'junk' }),
);
let asked = interfaces.length;
for (const device of interfaces) {
  Discovery.probe({ device, timeout, resolve: false }, () => {
    asked -= 1;
    if (asked === 0) tell({ type: 'over' });
  });
}
