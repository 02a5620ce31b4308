import { describe, expect, it } from 'vitest';
import { say } from '../../src/base/said/said.ts';
import { aStatus, aVisit, FakeBox, NOON, type Running } from '../tell/server/fake.ts';
import { hasBrowser, useDashboard } from './browser.ts';
import { englishOn } from './english.ts';
import { goTo, SCREENS } from './screens.ts';
import { fillSeason } from './season.ts';

const DAY = 86_400_000;
/** What people called something stands as they wrote it. */
const OF_PEOPLE = ['With 41 waders more'];

const iso = (at: number) => new Date(at).toISOString();
const unread = `read tide tide.csv: ${say('file-unread', { code: 'ENOENT', hint: say('tide-key', {}) })}`;
const refused = say('camera-refused', { host: '192.168.8.23:554' });

/** Has whatever can go wrong with a box go wrong at once. */
function trouble({ box }: Running): void {
  box.troubles = [
    say('no-tide', { why: unread }),
    say('disk-full', { free: 4e8, floor: 3e9 }),
    say('clock-doubtful', { why: say('clock-before-build', { shown: iso(NOON - DAY), built: iso(NOON) }) }),
  ];
  box.unlooked = ['reeds'];
  box.models = box.models.filter(({ task }) => task === 'detect');
  box.setCamera(aStatus('channel', { state: 'down', cause: { code: 'refused', message: refused } }));
  const frozen = say('camera-frozen', { host: '192.168.8.24' });
  box.setCamera(aStatus('grove', { state: 'frozen', cause: { code: 'frozen', message: frozen } }));
  box.gaps = async (camera, from) => [
    { camera, startAt: from, endAt: from + 600_000, why: 'down', cause: { code: 'refused', message: refused } },
    {
      camera,
      startAt: from + 900_000,
      endAt: NOON,
      why: 'no-watcher',
      cause: { code: 'watcher-hung', message: say('watcher-hung', {}) },
    },
  ];
  const post = 'push the feed to https://county.example:8443: no answer: connect ECONNREFUSED 10.0.0.9:8443';
  box.health = () => ({
    ...FakeBox.prototype.health.call(box),
    inference: [
      { id: 'inference-1', state: 'down', model: 'yolox-nano@e8af0749', restarts: 2, message: say('ended-killed', {}) },
    ],
    room: {
      free: 9e9,
      floor: 3e9,
      kept: 4e10,
      budget: 5e10,
      daysLeft: 3,
      went: { files: 12, bytes: 4e8 },
      stuck: false,
      lost: false,
    },
    pushed: [{ receiver: 'https', to: 'https://county.example:8443', state: 'waiting', behind: 41, problem: post }],
  });
  const lost = { camera: 'channel', since: NOON - DAY };
  const fault = { beganAt: NOON - DAY, changedAt: NOON - DAY, cameras: [lost] };
  box.faults = () => [
    { fault: { ...fault, id: 'f1', kind: 'down', message: refused }, deliveries: [] },
    { fault: { ...fault, id: 'f2', kind: 'disk', message: box.troubles[1]! }, deliveries: [] },
  ];
  const alert = {
    taxon: 'emberiza-aureola',
    visit: 'v9',
    track: 'v9-t1',
    camera: 'reeds',
    at: NOON - 65_000,
    level: 1,
  } as const;
  box.alerts = () => [
    {
      ...alert,
      id: 'a1',
      reason: 'first-for-site',
      state: 'unconfirmed',
      changedAt: NOON,
      individuals: 32,
      score: 0.9,
    },
  ];
  box.backupFacts = {
    last: { at: NOON - 3 * DAY, path: '/mnt/usb/roost-20260428T040000Z', media: true },
    failed: { at: NOON - DAY, message: say('backup-no-room', { free: '2 GB', needed: '9 GB' }) },
    warnings: [say('backup-same-disk', { folder: '/mnt/usb' })],
  };
  const weak = say('too-weak', { hits: 2, looks: 41, score: 0.31 });
  box.record(
    'visit.end',
    aVisit('v8', { startAt: NOON - 700_000, taxon: 'anas-platyrhynchos', status: 'set-aside', reason: weak }),
  );
}

describe.skipIf(!hasBrowser)('the page in Chinese', () => {
  const dashboard = useDashboard();

  it('leaves no English sentence of the box on any page, whatever is wrong', async () => {
    const { running } = dashboard;
    await fillSeason(running);
    const page = await dashboard.open({ locale: 'zh-CN', first: "localStorage.setItem('roost-reviewer', '林月')" });
    trouble(running);
    const wrong: Record<string, string[]> = {};
    for (const [name, at, holds] of [...SCREENS, ['list', '/species/list', '.list-edit'] as const]) {
      // A visit has a place in the tide until then.
      if (name === 'effort') running.box.presenceFound = { rows: [], trouble: unread };
      await goTo(page, at, holds);
      if (name === 'effort') {
        await page.locator('.calendar .day').last().click();
        await page.locator('.gaps li').first().waitFor();
      }
      const found = (await englishOn(page)).filter((text) => !OF_PEOPLE.some((own) => text.includes(own)));
      if (found.length > 0) wrong[name] = found;
    }
    expect(wrong).toEqual({});
    expect(dashboard.faults).toEqual([]);
  });
});
