import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { makeCertificate } from '../fixtures/certificate.ts';
import { Mosquitto } from '../fixtures/mosquitto.ts';
import { startBox } from './box.ts';
import { startCameras } from './cameras.ts';
import { type Entry, feedReceiver } from './feed-receiver.ts';
import { type Figure, rounded } from './figure.ts';
import { cameraVideo, MAIN } from './videos.ts';
import { wireTo } from './wire.ts';

const CAMERAS = 2;
/** Seconds watched: one round of the busy scene. Then the cameras fall silent, so that every visit ends. */
const WATCHED = 62;
/** Seconds in which visits that nothing is added to end, and their clips are cut. */
const SETTLED = 40;
const VISITS = ['visit.new', 'visit.update', 'visit.end', 'visit.withdrawn'];

/**
 * What a visit costs on the way to others: the feed of a box with two busy cameras, pushed as it happens over MQTT and HTTPS, both by TLS, counted at the
 * socket both ways, first without pictures and then with the best one of each visit. Beside it the same entries as plain JSON with nothing around
 * them, and all of them in one gzip, which nobody who tells of each as it happens can reach.
 */
export async function push(): Promise<Figure[]> {
  const plain = await pushed(0);
  const pictured = await pushed(100);
  const told = (one: Pushed) => `a visit, told in ${rounded(one.entries / one.visits)} entries`;
  const picture = pictured.pictures / pictured.visits;
  return [
    ...(['mqtt', 'https'] as const).flatMap((way) => {
      const over = way === 'mqtt' ? 'MQTT' : 'HTTPS';
      const peers = { without: plain.json / plain.visits, withOne: pictured.json / pictured.visits + picture };
      return [
        bytes(`over ${over} ${told(plain)}, beside their JSON`, plain[way].bytes / plain.visits, peers.without),
        bytes(
          `over ${over} ${told(pictured)}, with its best picture`,
          pictured[way].bytes / pictured.visits,
          peers.withOne,
        ),
        {
          name: `connections of ${over}, beside entries`,
          value: plain[way].connections,
          unit: 'connections',
          peer: plain.entries,
        },
      ];
    }),
    bytes(
      'the entries of a visit in one gzip of all, beside their JSON',
      plain.gzip / plain.visits,
      plain.json / plain.visits,
    ),
    bytes('best picture a visit', picture),
    bytes(
      'clips a visit, on the disk, beside the stream for as long as it took and 6 s',
      plain.clips / plain.visits,
      plain.stream / plain.visits,
    ),
    { name: 'visits that this rests on', value: plain.visits + pictured.visits, unit: 'visits' },
  ];
}

function bytes(name: string, value: number, peer?: number): Figure {
  return { name, value: Math.round(value), unit: 'bytes', ...(peer !== undefined && { peer: Math.round(peer) }) };
}

type Pushed = Awaited<ReturnType<typeof pushed>>;

/** Sums of one box. @param pictureMegabytesADay as in `roost.yaml` */
async function pushed(pictureMegabytesADay: number) {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-push-'));
  const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true })];
  try {
    const files = makeCertificate(folder);
    const broker = new Mosquitto(['allow_anonymous true', `certfile ${files.cert}`, `keyfile ${files.key}`]);
    ends.unshift(() => broker.remove());
    await broker.start();
    const receiver = await feedReceiver(files);
    ends.unshift(() => receiver.stop());
    const [mqtt, https] = [await wireTo(broker.port), await wireTo(receiver.port)];
    ends.unshift(mqtt.stop, https.stop);
    const cameras = await startCameras(await cameraVideo('busy', MAIN), CAMERAS);
    ends.unshift(() => cameras.stop());
    const common = { box: 'bench', types: VISITS, ca: files.cert, pictureMegabytesADay };
    const to = {
      mqtt: { ...common, url: `mqtts://127.0.0.1:${mqtt.port}` },
      https: { ...common, url: `https://127.0.0.1:${https.port}/feed` },
    };
    process.env.ROOST_PUSH_SECRET = 'a secret of the bench';
    const box = await startBox(cameras.urls, { width: 1280, height: 720 }, undefined, { push: to });
    ends.unshift(() => box.stop());
    await sleep(WATCHED * 1000);
    await cameras.stop();
    ends.splice(1, 1);
    await sleep(SETTLED * 1000);
    const entries = [...receiver.table.values()];
    const texts = entries.map(({ key: _, ...entry }) => JSON.stringify(entry));
    const visits = visitsOf(entries);
    const clips = await clipBytes(join(box.data, 'media'));
    const stream = visits.reduce((sum, { seconds }) => sum + (seconds + 6) * ((MAIN.kilobits * 1000) / 8), 0);
    return {
      visits: visits.length,
      entries: entries.length,
      mqtt: { bytes: mqtt.bytes(), connections: mqtt.connections() },
      https: { bytes: https.bytes(), connections: https.connections() },
      json: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
      gzip: gzipSync(texts.join('\n')).length,
      pictures: receiver.pictureBytes(),
      ...{ clips, stream },
    };
  } finally {
    for (const end of ends) await end();
  }
}

/** Visits that ended and were not taken back, with how long each took. */
function visitsOf(entries: readonly Entry[]) {
  const newest = new Map(entries.map((entry) => [entry.body.id, entry]));
  return [...newest.values()]
    .filter(({ type }) => type === 'visit.end')
    .map(({ body }) => ({ seconds: (Date.parse(body.endAt) - Date.parse(body.startAt)) / 1000 }));
}

/** Bytes of clips in a folder; visits at one time share one. */
async function clipBytes(folder: string): Promise<number> {
  const clips = new Map<number, number>();
  for (const name of await readdir(folder, { recursive: true }))
    if (name.endsWith('.mp4')) {
      const { ino, size } = await stat(join(folder, name));
      clips.set(ino, size);
    }
  return [...clips.values()].reduce((sum, size) => sum + size, 0);
}
