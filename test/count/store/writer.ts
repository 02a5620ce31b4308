// Run as a process of its own by kill.test.ts: writes visits until it is killed, and prints the number of each that is
// durable. Several are always under way, so that the kill falls into a transaction.
import { writeSync } from 'node:fs';
import { openStore } from '../../../src/count/store/open.ts';
import { aTrack, aVisit, live, T } from './values.ts';

const store = openStore(process.argv[2]!);
await store.write(({ tracks }) => tracks.put(live(aTrack('live'))));

let next = 0;

async function writeOn(): Promise<void> {
  for (;;) {
    const number = next++;
    const startAt = T + number;
    const track = aTrack(`t${number}`, { startAt });
    await store.write(({ tracks, visits }) => {
      tracks.put(track);
      visits.put(aVisit(`v${number}`, { startAt, tracks: [track.id] }), 'new', startAt);
    });
    writeSync(1, `${number}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, writeOn));
