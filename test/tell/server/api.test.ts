import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RoostError } from '../../../src/base/errors.ts';
import { ProblemShape } from '../../../src/tell/server/problem.ts';
import { aStatus, aVerdict, aVisit, NOON, type Running, startFake } from './fake.ts';

let running: Running;
beforeEach(async () => {
  running = await startFake();
});
afterEach(() => running.stop());

async function json(path: string, init?: RequestInit) {
  const response = await running.get(path, init);
  return { status: response.status, headers: response.headers, body: (await response.json()) as never };
}

describe('health', () => {
  it('is ok while the store writes, inference is ready and all cameras watch', async () => {
    const { body } = await json('/api/v1/health');
    expect(body).toMatchObject({ status: 'ok', uptimeSeconds: 7530, cameras: { up: 2, down: 0 } });
  });

  it('tells which models the box runs, and for which kinds', async () => {
    const { body } = await json('/api/v1/health');
    expect(body).toMatchObject({
      models: [
        { id: 'yolox-nano@e8af0749', task: 'detect' },
        { id: 'mobilenet-v2-inat-bird@350fcd8c', task: 'classify', kinds: ['bird'] },
        { task: 'classify', kinds: ['mammal'] },
      ],
      unnamed: [],
    });
  });

  it('says which animals no model names, and how to get one', async () => {
    running.box.models = running.box.models.filter(({ task }) => task === 'detect');
    const { body } = await json('/api/v1/health');
    const message = expect.stringMatching(/no model.+roost models pull/i);
    expect(body).toMatchObject({
      unnamed: [
        { kind: 'bird', message },
        { kind: 'mammal', message },
      ],
    });
  });

  it('is degraded when the store is not well, and still answers 200', async () => {
    running.box.storeOk = false;
    const { status, body } = await json('/api/v1/health');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'degraded', store: { ok: false } });
  });

  it('is degraded when nobody looked at a camera that says it watches', async () => {
    running.box.unlooked = ['east'];
    const { body } = await json('/api/v1/health');
    expect(body).toMatchObject({ status: 'degraded', unlooked: ['east'], cameras: { up: 2 } });
  });

  it('is degraded by a camera that is down, not by one that is switched off', async () => {
    running.box.statuses = [aStatus('east'), aStatus('reeds', { state: 'stopped' })];
    expect((await json('/api/v1/health')).body).toMatchObject({ status: 'ok', cameras: { up: 1 } });
    running.box.statuses = [aStatus('east'), aStatus('reeds', { state: 'down' })];
    expect((await json('/api/v1/health')).body).toMatchObject({ status: 'degraded', cameras: { up: 1, down: 1 } });
  });
});

describe('cameras', () => {
  it('tells state, cause and figures, with times in UTC', async () => {
    const status = running.box.statuses[0]!;
    const cause = { code: 'refused' as const, message: 'Nobody listens at port 554' };
    running.box.setCamera({ ...status, state: 'down', since: NOON, cause });
    const { body } = await json('/api/v1/cameras/east');
    expect(body).toMatchObject({ id: 'east', state: 'down', since: '2026-05-01T04:00:00.000Z', cause });
  });

  it('answers 404 for one that is not configured', async () => {
    const { status, body } = await json('/api/v1/cameras/west');
    expect(status).toBe(404);
    expect(ProblemShape.parse(body).instance).toBe('/api/v1/cameras/west');
  });
});

describe('taxa', () => {
  it('are found by any name, with what is above them, their protection and their categories', async () => {
    const mallard = {
      id: 'anas-platyrhynchos',
      rank: 'species',
      scientific: 'Anas platyrhynchos',
      chinese: '绿头鸭',
      english: 'Mallard',
      iucn: 'LC',
      residency: ['winter', 'resident'],
      lineage: [{ id: 'anas' }, { id: 'anatidae' }, { id: 'aves', rank: 'class' }],
    };
    for (const q of ['mallard', '绿头', 'platyrhyn']) {
      expect((await json(`/api/v1/taxa?q=${encodeURIComponent(q)}`)).body).toMatchObject({ data: [mallard] });
    }
    expect((await json('/api/v1/taxa?q=a&limit=2')).body).toHaveProperty('data.length', 2);
    expect((await json('/api/v1/taxa/emberiza-aureola')).body).toMatchObject({ protection: 1, redList: 'EN' });
  });

  it('are asked for with a text, and answer 404 where there is none of an id', async () => {
    expect((await json('/api/v1/taxa')).status).toBe(400);
    expect((await json('/api/v1/taxa?q=')).status).toBe(400);
    expect((await json('/api/v1/taxa/grus-x')).status).toBe(404);
  });
});

describe('visits', () => {
  it('gives every visit once, page after page, also where starts are equal', async () => {
    for (let i = 0; i < 7; i++) running.box.kept.push(aVisit(`v${i}`, { startAt: NOON - Math.floor(i / 3) * 1000 }));
    const ids: string[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const page: { data: { id: string }[]; next?: string } = (
        await json(`/api/v1/visits?limit=2${next && `&cursor=${next}`}`)
      ).body;
      expect(page.data.length).toBeLessThanOrEqual(2);
      ids.push(...page.data.map(({ id }) => id));
      next = page.next;
    }
    expect(ids).toEqual(['v2', 'v1', 'v0', 'v5', 'v4', 'v3', 'v6']);
  });

  it('has no next page when the last one is just full', async () => {
    running.box.kept.push(aVisit('a'), aVisit('b'));
    expect((await json('/api/v1/visits?limit=2')).body).not.toHaveProperty('next');
  });

  it('filters by camera, taxon, time, status and closed', async () => {
    const { box } = running;
    box.kept.push(aVisit('a'), aVisit('b', { camera: 'reeds', closed: false }), aVisit('c', { status: 'set-aside' }));
    box.kept.push(aVisit('d', { startAt: NOON - 86_400_000, taxon: 'mammalia' }));
    const idsOf = async (query: string) =>
      (await json(`/api/v1/visits?${query}`).then(({ body }) => (body as { data: { id: string }[] }).data)).map(
        ({ id }) => id,
      );
    expect(await idsOf('camera=reeds')).toEqual(['b']);
    expect(await idsOf('closed=false')).toEqual(['b']);
    expect(await idsOf('status=set-aside')).toEqual(['c']);
    expect(await idsOf('taxon=mammalia')).toEqual(['d']);
    expect(await idsOf('to=2026-05-01T00:00:00Z')).toEqual(['d']);
    expect(await idsOf('from=2026-05-01T08:00:00+08:00&to=2026-05-01T05:00:00Z')).toEqual(['c', 'b', 'a']);
  });

  it('finds what is within a taxon, and what a person should look at', async () => {
    running.box.kept.push(
      aVisit('a', { taxon: 'anas-platyrhynchos' }),
      aVisit('b', { taxon: 'anatidae', review: ['off-list'] }),
      aVisit('c', { taxon: 'emberiza-aureola', review: ['protected-1', 'first-record'] }),
    );
    const idsOf = async (query: string) =>
      ((await json(`/api/v1/visits?${query}`)).body as { data: { id: string }[] }).data.map(({ id }) => id);
    expect(await idsOf('taxon=anatidae')).toEqual(['b', 'a']);
    expect(await idsOf('taxon=aves')).toEqual(['c', 'b', 'a']);
    expect(await idsOf('review=true')).toEqual(['c', 'b']);
    expect(await idsOf('review=first-record&taxon=aves')).toEqual(['c']);
    const { status, body } = await json('/api/v1/visits?review=maybe');
    expect(status).toBe(400);
    expect(ProblemShape.parse(body).errors?.[0]?.allowed).toContain('off-list');
  });

  it('says why each track is called what it is called', async () => {
    running.box.kept.push(aVisit('a', { taxon: 'anas-platyrhynchos', tracks: ['t1', 't2'] }));
    running.box.verdicts.set('a', [aVerdict()]);
    const crop = { file: 'x.jpg', type: 'crop', visit: 'a', track: 't1' } as const;
    await running.addMedia({ id: 'early', ...crop, at: NOON - 592_000 }, Buffer.from('x'));
    await running.addMedia({ id: 'late', ...crop, at: NOON - 570_000 }, Buffer.from('x'));
    await running.addMedia({ id: 'other', ...crop, track: 't2', at: NOON - 580_000 }, Buffer.from('x'));
    const { tracks } = (await json('/api/v1/visits/a')).body as { tracks: { verdict?: object }[] };
    expect(tracks[0]!.verdict).toMatchObject({
      taxon: { id: 'anas-platyrhynchos', rank: 'species', chinese: '绿头鸭' },
      score: 0.93,
      opinions: [{ model: 'mobilenet-v2-inat-bird@350fcd8c', known: 0.88, top: { length: 5 } }],
      prior: { month: 5, without: { taxon: { id: 'anas', rank: 'genus' }, score: 0.91 }, changed: true },
      crops: [{ media: 'early' }, { media: 'late' }],
      models: ['yolox-nano@e8af0749', 'mobilenet-v2-inat-bird@350fcd8c'],
      code: '0.1.0',
    });
    expect(tracks[1]).not.toHaveProperty('verdict');
    expect(tracks[0]).not.toHaveProperty('again');
  });

  it('shows what a track was called when it was named again beside what counts', async () => {
    running.box.kept.push(aVisit('a', { taxon: 'anas-platyrhynchos', tracks: ['t1', 't2'] }));
    running.box.verdicts.set('a', [aVerdict()]);
    const setup = { model: 'delta-birds-3@e8af0749', models: ['delta-birds-3@e8af0749'], prior: 'none', code: '0.1.0' };
    running.box.again.push({ track: 't2', setup, at: NOON, verdict: aVerdict({ taxon: 'anas-crecca' }) });
    const { tracks } = (await json('/api/v1/visits/a')).body as { tracks: object[] };
    expect(tracks[0]).not.toHaveProperty('again');
    expect(tracks[1]).toMatchObject({
      again: [{ model: setup.model, at: new Date(NOON).toISOString(), verdict: { taxon: { id: 'anas-crecca' } } }],
    });
    expect(tracks[1]).not.toHaveProperty('verdict');
  });

  it('gives tracks without their path unless it is asked for', async () => {
    running.box.kept.push(aVisit('a'));
    const plain = (await json('/api/v1/visits/a')).body as { tracks: object[] };
    expect(plain.tracks[0]).not.toHaveProperty('path');
    const full = (await json('/api/v1/visits/a?path=true')).body as { tracks: { path: object[] }[] };
    expect(full.tracks[0]!.path[0]).toMatchObject({ box: { x: 0.25, y: 0.5, w: 0.1, h: 0.2 }, score: 0.8 });
  });

  it('shows a taxon that has no names by its id', async () => {
    running.box.kept.push(aVisit('a', { taxon: 'grus-x' }));
    expect((await json('/api/v1/visits/a')).body).toMatchObject({ taxon: { id: 'grus-x', scientific: 'grus-x' } });
  });
});

describe('tallies', () => {
  it('gives counts beside the effort that they rest on', async () => {
    running.box.kept.push(aVisit('a', { individuals: 3 }), aVisit('b', { status: 'set-aside' }));
    running.box.watched('east', 18_000);
    const { body } = await json('/api/v1/tallies');
    expect(body).toMatchObject({
      to: '2026-05-01T04:00:00.000Z',
      data: [
        { startAt: '2026-04-30T16:00:00.000Z', camera: 'east', taxon: { chinese: '鸟纲' }, visits: 1, individuals: 3 },
      ],
      effort: [{ camera: 'east', watchedSeconds: 18_000 }],
    });
  });

  it('refuses a span with more periods than an answer can hold, and an empty one', async () => {
    for (const query of [
      'period=hour&from=2020-01-01T00:00:00Z',
      'from=2026-05-01T00:00:00Z&to=2026-05-01T00:00:00Z',
    ]) {
      const { status, body } = await json(`/api/v1/tallies?${query}`);
      expect(status).toBe(400);
      expect(ProblemShape.parse(body).errors?.[0]?.key).toBe('from');
    }
  });
});

describe('tallies that are too many', () => {
  it('are refused with what to change', async () => {
    running.box.tallies = () => {
      throw new RoostError('tally', 'by hour', 'more than 100000 rows', 'Ask for fewer taxa or cameras');
    };
    const { status, body } = await json('/api/v1/tallies?period=hour');
    expect(status).toBe(400);
    expect(ProblemShape.parse(body).detail).toContain('Ask for fewer taxa or cameras');
  });
});

describe('problems', () => {
  it.each([
    ['/api/v1/visits?camrea=east', { key: 'camrea', nearest: 'camera' }],
    ['/api/v1/visits?limit=501', { key: 'limit', allowed: 'How many, from 1 to 500' }],
    ['/api/v1/visits?limit=', { key: 'limit' }],
    ['/api/v1/visits?limit=0x10', { key: 'limit' }],
    ['/api/v1/visits?hour=%20', { key: 'hour', detail: 'hour cannot be " "' }],
    ['/api/v1/feed?after=', { key: 'after' }],
    ['/api/v1/feed?after=1e3', { key: 'after' }],
    ['/api/v1/visits?status=seen', { key: 'status', detail: 'status cannot be "seen"' }],
    ['/api/v1/visits?from=yesterday', { key: 'from' }],
    ['/api/v1/visits?cursor=abc', { key: 'cursor' }],
    ['/api/v1/alerts?cursor=abc', { key: 'cursor' }],
    ['/api/v1/review/queues/random?cursor=abc', { key: 'cursor' }],
    ['/api/v1/records?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', { key: 'from' }],
    ['/api/v1/tallies?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', { key: 'from' }],
    ['/api/v1/review/queues?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', { key: 'from' }],
    ['/api/v1/visits?limit=1&limit=2', { key: 'limit', detail: 'limit is given more than once' }],
    ['/api/v1/visits?__proto__=1', { key: '__proto__' }],
    ['/api/v1/cameras?x=1', { key: 'x', allowed: 'no keys' }],
    ['/api/v1/events?after=7', { key: 'after', allowed: 'a whole number from 0 to 0' }],
    ['/api/v1/tallies?by=species', { key: 'by' }],
  ])('names the key that is wrong in %s', async (path, mistake) => {
    const { status, headers, body } = await json(path);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(ProblemShape.parse(body).errors).toEqual([expect.objectContaining(mistake)]);
  });

  it('answers 405 with Allow to another method, 404 to another path, 400 to a broken escape', async () => {
    const post = await json('/api/v1/visits', { method: 'POST' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await json('/', { method: 'DELETE' })).status).toBe(405);
    expect((await json('/api/v1/nests')).status).toBe(404);
    expect((await json('/api/v1/visits/%ff')).status).toBe(400);
  });

  it('tells nothing of a fault inside, and logs it once', async () => {
    running.box.visits = () => {
      throw new Error('disk I/O error at /secret/place');
    };
    const { status, body } = await json('/api/v1/visits');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(running.logged.filter(({ level }) => level === 'error')).toHaveLength(1);
  });
});

describe('metrics', () => {
  it('gives figures of each camera in the Prometheus text format', async () => {
    await running.get('/api/v1/cameras');
    const response = await running.get('/metrics');
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(text).toContain('# TYPE roost_camera_frames_total counter');
    expect(text).toContain('roost_camera_frames_total{camera="east"} 37411');
    expect(text).toContain('roost_camera_looks_total{camera="reeds",reason="sweep"} 1490');
    expect(text).toMatch(/roost_http_request_duration_seconds_count\{route="\/api\/v1\/cameras",status="200"\} 1/);
    for (const line of text.split('\n')) expect(line).toMatch(/^(roost_|# |$)/);
  });
});
