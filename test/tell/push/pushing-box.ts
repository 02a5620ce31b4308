import { setTimeout as sleep } from 'node:timers/promises';
import { SiteClock } from '../../../src/base/site-clock.ts';
import { openStore } from '../../../src/count/store/open.ts';
import { mqttReceiver } from '../../../src/tell/push/mqtt/receiver.ts';
import { Topics } from '../../../src/tell/push/mqtt/topics.ts';
import { Pusher } from '../../../src/tell/push/pusher.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';
import { NAMES } from './names.ts';

/**
 * What of a box stores visits and pushes them, as a process that can be killed: `pushing-box.ts DATABASE BROKER VISITS`. Goes on
 * with the visits that are not stored yet, and ends once all are acknowledged.
 */
const [file = '', url = '', count = '0'] = process.argv.slice(2);
const store = openStore(file);
const topics = new Topics('roost', '东滩/East', 'box 1');
const receiver = mqttReceiver(
  { url, topics, box: 'box 1', cameras: () => [], cameraStates: () => [], data: '.' },
  NAMES,
);
const log = { info: () => undefined, warn: (facts: object) => console.error(JSON.stringify(facts)) };
const options = { from: 'beginning', most: 40, clock: new SiteClock('UTC') } as const;
const pusher = new Pusher(store, NAMES, receiver, options, log);
pusher.start();
for (let n = 0; n < Number(count); n++) {
  const [id, track] = [`v-${n}`, `t-${n}`];
  if (store.visits.get(id)) continue;
  const at = T + n * 1000;
  await store.write(({ tracks, visits, cameras }) => {
    tracks.put(aTrack(track, { startAt: at }));
    visits.put(aVisit(id, { tracks: [track], startAt: at, closed: false }), 'new', at);
    if (n % 10 === 0) cameras.put({ camera: 'east', at, state: n % 20 === 0 ? 'watching' : 'frozen' });
  });
  await store.write(({ visits }) => {
    const taxon = n % 3 === 0 ? 'anas-platyrhynchos' : 'aves';
    visits.put(aVisit(id, { tracks: [track], startAt: at, taxon, individuals: 1 + (n % 4) }), 'end', at);
  });
  await sleep(5);
}
while (pusher.state.behind > 0) await sleep(20);
await pusher.stop();
await store.close();
