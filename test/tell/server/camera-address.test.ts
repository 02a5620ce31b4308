import { afterEach, beforeEach, expect, it } from 'vitest';
import { Access } from '../../../src/tell/access/access.ts';
import { accessFile } from '../../../src/tell/access/database.ts';
import { NOON, type Running, startFake } from './fake.ts';

const TOKEN = 'a-long-random-word';
let running: Running;
beforeEach(async () => {
  running = await startFake({ token: TOKEN });
});
afterEach(() => running.stop());

async function tried(body: object) {
  const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' };
  const response = await running.get('/api/v1/camera-trials', { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
}

/** All that the log of changes says. */
function audit(): string {
  const access = new Access(accessFile(running.folder), undefined, () => NOON);
  try {
    return JSON.stringify(access.audit.list(99, 99));
  } finally {
    access.close();
  }
}

it.each([
  'rtsp://admin:hunter2@192.168.1.20/',
  'admin:hunter2@192.168.1.20',
  'http://192.168.1.20/snap.jpg?user=admin&password=hunter2',
  'rtsp://192.168.1.20/user=admin_password=hunter2_channel=1',
  'rtsp://192.168.1.20/live?u=a&pwd=hunter2',
])('an address that holds a password is refused before anything of it is written down: %s', async (address) => {
  const { status, text } = await tried({ address });
  expect([status, text.includes('hunter2')]).toEqual([400, false]);
  expect(audit()).not.toContain('hunter2');
});

it.each(['loginpas=hunter2', 'auth=hunter2', 'token=hunter2', 'x=1&access_token=hunter2'])(
  'what may be one stands in no log of changes: %s',
  async (query) => {
    await tried({ address: `http://192.168.1.20/video.cgi?${query}&channel=1`, user: 'admin', password: 'hunter2' });
    expect(audit()).toContain('=***&channel=1');
    expect(audit()).not.toContain('hunter2');
  },
);

it.each([
  { address: 'rtsp://192.168.1.20/\u202Egpj' },
  { address: '192.168.1.20\u0000' },
  { address: '192.168.1.20', user: 'a\nROOST_API_TOKEN=b' },
  { address: '192.168.1.20', user: 'a', password: 'b\u0000' },
])('characters that no keyboard writes are refused: %j', async (body) => {
  expect((await tried(body)).status).toBe(400);
});
