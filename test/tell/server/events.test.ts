import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventShape } from '../../../src/tell/server/shapes/event.ts';
import { eventually } from '../../patience.ts';
import { aStatus, aVisit, type Running, startFake } from './fake.ts';
import { readEvents } from './sse.ts';

let running: Running;
beforeEach(async () => {
  running = await startFake({ streams: { heartbeatMs: 50, streams: 3 } });
});
afterEach(() => running.stop());

const idsOf = (seen: { id?: string }[]) => seen.map(({ id }) => id);

describe('events', () => {
  it('tells all cameras first, then visits as they happen', async () => {
    running.box.record('visit.new', aVisit('before'));
    const response = await running.get('/api/v1/events');
    running.box.record('visit.new', aVisit('a', { closed: false }));
    running.box.setCamera(aStatus('east', { state: 'down', cause: { code: 'stalled', message: 'No frame for 10 s' } }));
    running.box.record('visit.end', aVisit('a'));
    const seen = await readEvents(response, 5);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(seen.map(({ event }) => event)).toEqual([
      'camera.state',
      'camera.state',
      'visit.new',
      'camera.state',
      'visit.end',
    ]);
    expect(idsOf(seen)).toEqual([undefined, undefined, '2', undefined, '3']);
    for (const { data } of seen) EventShape.parse(data);
  });

  it('resumes after a cursor from the outbox, by header or query, the header first', async () => {
    for (let i = 1; i <= 250; i++) running.box.record('visit.new', aVisit(`v${i}`));
    running.box.statuses = [];
    const all = await readEvents(await running.get('/api/v1/events?after=0'), 250);
    expect(idsOf(all)).toEqual(Array.from({ length: 250 }, (_, i) => String(i + 1)));
    const headers = { 'Last-Event-ID': '248' };
    expect(idsOf(await readEvents(await running.get('/api/v1/events?after=3', { headers }), 2))).toEqual([
      '249',
      '250',
    ]);
  });

  it('starts from now for an id of another life of the store', async () => {
    running.box.statuses = [];
    running.box.record('visit.new', aVisit('a'));
    const response = await running.get('/api/v1/events', { headers: { 'Last-Event-ID': '900' } });
    running.box.record('visit.new', aVisit('b'));
    expect(idsOf(await readEvents(response, 1))).toEqual(['2']);
  });

  it('keeps a quiet stream open with comments', async () => {
    const response = await running.get('/api/v1/events');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes(': still here')) text += (await reader.read()).value;
    await reader.cancel();
  });

  it('cuts off a reader that takes nothing, and leaves nothing behind', async () => {
    await running.stop();
    running = await startFake({ streams: { stalledMs: 200 } });
    const many = Array.from({ length: 4000 }, (_, i) => `track-${i}`);
    for (let i = 0; i < 200; i++) running.box.record('visit.update', aVisit(`v${i}`, { tracks: many }));
    const { hostname, port } = new URL(running.address);
    const socket = connect(Number(port), hostname);
    socket.write(`GET /api/v1/events?after=0 HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
    // The head of the answer is taken, and nothing after it.
    await new Promise<void>((taken) => socket.once('data', () => taken(void socket.pause())));
    const open = async () => /roost_event_streams (\d+)/.exec(await (await running.get('/metrics')).text())?.[1];
    await eventually(async () => expect(await open()).toBe('0'));
    socket.destroy();
  });

  it('refuses more streams than it has room for', async () => {
    const open = await Promise.all([1, 2, 3].map(() => running.get('/api/v1/events')));
    const refused = await running.get('/api/v1/events');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
    await Promise.all(open.map((response) => response.body!.cancel()));
  });

  it('answers HEAD without a stream', async () => {
    expect((await running.get('/api/v1/events', { method: 'HEAD' })).status).toBe(200);
  });
});

describe('stop', () => {
  it('ends streams and idle connections, and gives up its subscription', async () => {
    const response = await running.get('/api/v1/events');
    await running.get('/api/v1/cameras');
    expect(running.box.listeners).toBe(1);
    await running.server.stop();
    expect(running.box.listeners).toBe(0);
    await expect(response.text()).resolves.toContain('camera.state');
    await expect(running.get('/api/v1/cameras')).rejects.toThrow();
  });
});
