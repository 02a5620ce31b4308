import sharp from 'sharp';
import { aStatus, aVerdict, aVisit, NO_MORE, NOON, type Running } from './fake.ts';

const HOUR = 3_600_000;
const DAY_START = NOON - 12 * HOUR;

/** A made-up crop: a coloured shape on a two-tone ground. */
async function crop(colour: string, ground: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240">
    <rect width="240" height="240" fill="${ground}"/><rect y="150" width="240" height="90" fill="#0003"/>
    <ellipse cx="120" cy="130" rx="62" ry="36" fill="${colour}"/><circle cx="178" cy="98" r="22" fill="${colour}"/>
    <path d="M196 96l26 6-26 8z" fill="#3a2c16"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
}

/** Fills a box with a day in the field: cameras in every state, counted, open and set-aside visits, hours of effort. */
export async function fillDay({ box, addMedia }: Running): Promise<void> {
  box.facts.push(
    { id: 'channel', name: 'North channel', place: 'Jetty', habitat: 'open water', host: '192.168.8.23' },
    { id: 'grove', name: 'Willow grove', place: 'Hut', habitat: 'woodland', host: '192.168.8.24' },
    { id: 'sluice', name: 'Sluice', place: 'Gate 2', habitat: 'ditch', host: '192.168.8.25' },
  );
  const none = { motion: 0, track: 0, sweep: 0 };
  const quiet = { frames: 0, dropped: 0, fps: 0, restarts: 0, looks: none };
  box.statuses = [
    aStatus('east'),
    aStatus('reeds', { figures: { ...aStatus('reeds').figures, dropped: 611, fps: 4.4, restarts: 2 } }),
    aStatus('channel', {
      state: 'down',
      since: NOON - 4 * HOUR,
      cause: { code: 'unauthorized', message: 'The camera refuses the user or password. Check ROOST_CAMERA_CHANNEL.' },
      figures: { ...quiet, frames: 71_000, restarts: 14, lastFrameAt: NOON - 4 * HOUR },
    }),
    aStatus('grove', {
      state: 'frozen',
      since: NOON - 1_100_000,
      cause: { code: 'frozen', message: 'The same picture for 18 minutes. Restart the camera.' },
    }),
    aStatus('sluice', { state: 'starting', since: NOON - 3_000, figures: quiet }),
  ];
  const visits = [
    aVisit('v9', {
      startAt: NOON - 65_000,
      taxon: 'emberiza-aureola',
      individuals: 32,
      closed: false,
      camera: 'reeds',
      review: ['out-of-season', 'protected-1', 'first-record'],
    }),
    aVisit('v8', { startAt: NOON - 700_000, taxon: 'anas-platyrhynchos', tracks: ['v8-t1', 'v8-t2', 'v8-t3'] }),
    aVisit('v7', {
      startAt: NOON - 1_900_000,
      status: 'set-aside',
      reason: 'Seen 14 times at the same place without moving',
    }),
    aVisit('v6', { startAt: NOON - 2.2 * HOUR, taxon: 'mammalia', individuals: 2, camera: 'grove' }),
    aVisit('v5', { startAt: NOON - 4.4 * HOUR, individuals: 7, camera: 'channel', taxon: 'anatidae' }),
    aVisit('v3', { startAt: NOON - 5 * HOUR, individuals: 2, camera: 'channel', taxon: 'cygnus-cygnus' }),
    aVisit('v4', { startAt: NOON - 17 * HOUR, individuals: 3 }),
  ];
  const looks = [
    ['#b98a1d', '#93a65a'],
    ['#6d7c88', '#a9b8ba'],
    ['#5b4a3a', '#8d9187'],
    ['#8a5a3b', '#52653f'],
    ['#e8ebe6', '#5d7f91'],
  ] as const satisfies readonly (readonly [colour: string, ground: string])[];
  box.verdicts.set('v8', [
    aVerdict(),
    aVerdict({ taxon: 'anatidae', rank: 'family', score: 0.71, review: ['off-list'], crops: [] }),
  ]);
  for (const [i, visit] of visits.entries()) {
    const colours = looks[i];
    if (colours) {
      const file = `crop-${visit.id}.jpg`;
      await addMedia(
        { id: `m-${visit.id}`, file, type: 'crop', visit: visit.id, track: `${visit.id}-t1` },
        await crop(colours[0], colours[1]),
      );
    }
    box.record('visit.new', visit);
  }
  fillHours(box);
  box.live.everyMs = 100;
}

function fillHours(box: Running['box']): void {
  const hourRow = (hour: number) => ({ startAt: DAY_START + hour * HOUR, endAt: DAY_START + (hour + 1) * HOUR });
  const seen: [hour: number, camera: string, taxon: string, visits: number, individuals: number][] = [
    [5, 'east', 'aves', 4, 11],
    [6, 'east', 'aves', 6, 24],
    [7, 'east', 'aves', 3, 9],
    [11, 'east', 'ardea-cinerea', 1, 1],
    [5, 'reeds', 'emberiza-aureola', 2, 18],
    [6, 'reeds', 'emberiza-aureola', 3, 36],
    [11, 'reeds', 'emberiza-aureola', 1, 32],
    [7, 'channel', 'aves', 1, 7],
    [9, 'grove', 'mammalia', 1, 2],
  ];
  box.tallyRows = seen.map(([hour, camera, taxon, visits, individuals]) => {
    return {
      ...NO_MORE,
      ...hourRow(hour),
      camera,
      taxon,
      visits,
      individuals,
      maxIndividuals: individuals,
      effortHours: 1,
    };
  });
  const watch = (camera: string, hour: number, watchedSeconds: number) =>
    box.effortRows.push({
      ...hourRow(hour),
      camera,
      watchedSeconds,
      lookedSeconds: watchedSeconds,
      frames: watchedSeconds * 5,
      dropped: 0,
    });
  for (let hour = 0; hour < 12; hour++) {
    watch('east', hour, 3598);
    if (hour !== 3) watch('reeds', hour, hour === 2 || hour === 4 ? 1500 : 3590);
    if (hour < 8) watch('channel', hour, 3600);
    watch('grove', hour, hour === 11 ? 2500 : 3595);
  }
}
