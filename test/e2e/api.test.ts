import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer } from '../../fixtures/rtsp/server.ts';
import { loadSource } from '../../fixtures/rtsp/source.ts';
import { isWithin } from '../../src/know/taxonomy/taxa.ts';
import { patient } from '../patience.ts';
import { weights } from '../shared.ts';
import { unzip } from '../tell/export/unzip.ts';
import { readEvents } from '../tell/server/sse.ts';
import { camera, type DetailAnswer, detail, visits, within } from './answers.ts';
import { type Box, BoxFolder } from './box.ts';
import { Cuts } from './scene.ts';

const run = promisify(execFile);

/** What a researcher's script sees of a box: a bird at one camera, a person at another, both at a third. */
describe.skipIf(!weights())('the API of a box', () => {
  const server = new RtspServer();
  let cuts: Cuts;
  let folder: BoxFolder;
  let box: Box;

  beforeAll(async () => {
    cuts = await Cuts.open();
    server.mount('/bird', await loadSource(await cuts.cut('bird-crossing', 0, 12, '1280x720')));
    server.mount('/person', await loadSource(await cuts.cut('person', 0, 18)));
    // Six seconds in which the walker passes in front of the crow.
    server.mount('/both', await loadSource(await cuts.cut('person-and-bird', 9, 6)));
    await server.start();
    // Large enough for either detector.
    const bird = { id: 'bird', url: server.url('/bird'), analysis: { width: 1280, height: 720 } };
    const cameras = [bird, ...['person', 'both'].map((id) => ({ id, url: server.url(`/${id}`) }))];
    folder = await BoxFolder.write({ cameras, gapSeconds: 3 });
    box = await folder.start();
  });

  afterAll(async () => {
    await box?.end('SIGTERM');
    await server.stop();
    folder?.remove();
    await cuts?.remove();
  });

  type Media = DetailAnswer['media'][number];

  /** The first visit of a bird at a camera, with its media of a type, once it has some. */
  async function withMedia(id: string, type: string): Promise<{ visit: DetailAnswer; media: Media[] }> {
    const oldest = async () => {
      const visit = (await visits(box, id)).findLast(({ taxon }) => isWithin(taxon.id, 'aves'));
      return visit && detail(box, visit.id);
    };
    const of = (visit: DetailAnswer | undefined) => visit?.media.filter((one) => one.type === type) ?? [];
    const visit = await within(45_000, oldest, (answer) => of(answer).length > 0);
    return { visit: visit!, media: of(visit) };
  }

  async function bytesOf({ url }: Media, headers: Record<string, string> = {}) {
    const response = await fetch(box.address + url, { headers });
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  it('tells of a new visit as it happens', async () => {
    const response = await fetch(`${box.address}/api/v1/events?after=0`, {
      signal: AbortSignal.timeout(patient(40_000)),
    });
    const [told] = await readEvents(response, 1, 'visit.new');
    expect(Number(told!.id)).toBeGreaterThan(0);
    const { id } = told!.data.visit!;
    expect(['bird', 'both']).toContain((await detail(box, id)).camera);
  });

  it('keeps crops that are what their hashes say', async () => {
    const { visit, media } = await withMedia('bird', 'crop');
    expect(visit).toMatchObject({ camera: 'bird', individuals: 1, status: 'counted' });
    expect(visit.tracks).toHaveLength(1);
    for (const crop of media) {
      const { response, bytes } = await bytesOf(crop);
      expect(response.headers.get('content-type')).toBe('image/jpeg');
      expect([hash(bytes), bytes.length]).toEqual([crop.sha256, crop.bytes]);
      expect((await sharp(bytes).metadata()).format).toBe('jpeg');
      expect(crop).toMatchObject({ blurred: false, track: visit.tracks[0]!.id });
    }
  });

  it('keeps one clip of a visit that plays, whole or in part', async () => {
    const { media } = await withMedia('bird', 'clip');
    expect(media).toHaveLength(1);
    const clip = media[0]!;
    const { response, bytes } = await bytesOf(clip);
    expect(response.headers.get('content-type')).toBe('video/mp4');
    expect(hash(bytes)).toBe(clip.sha256);
    const { codec, seconds } = await probed(bytes);
    expect(codec).toBe('h264');
    expect(seconds).toBeGreaterThan(1);

    const part = await bytesOf(clip, { Range: 'bytes=100-199' });
    expect(part.response.status).toBe(206);
    expect(part.response.headers.get('content-range')).toBe(`bytes 100-199/${clip.bytes}`);
    expect(part.bytes.equals(bytes.subarray(100, 200))).toBe(true);
  });

  it('tallies the visit with the effort that it rests on', async () => {
    // It has its clip, so it is over and keeps its name.
    const { taxon } = (await withMedia('bird', 'clip')).visit;
    interface Tallies {
      readonly data: readonly { readonly visits: number | null; readonly individuals: number; effortHours: number }[];
      readonly effort: readonly { readonly camera: string; readonly watchedSeconds: number }[];
    }
    // The effort of a minute is told when the minute is over.
    const { data, effort } = await within(
      75_000,
      () => box.get<Tallies>(`/api/v1/tallies?camera=bird&taxon=${taxon.id}&period=day`),
      ({ data }) => (data.at(-1)?.effortHours ?? 0) > 0,
    );
    expect(data.at(-1)!.visits).toBeGreaterThanOrEqual(1);
    expect(data.at(-1)!.individuals).toBe(data.at(-1)!.visits);
    expect(effort.at(-1)!.watchedSeconds / 3600).toBeCloseTo(data.at(-1)!.effortHours, 4);
  });

  it('makes no visit of a person, and keeps no picture', async () => {
    await within(
      30_000,
      () => camera(box, 'person'),
      ({ figures }) => figures.frames >= 5 * 18,
    );
    const shown = await visits(box, 'person');
    const seen = await Promise.all(shown.map(({ id }) => detail(box, `${id}?path=true`)));
    // A stone is taken for an animal now and then, the likelier the more often the film was shown; the person is four times as tall.
    const tall = seen.flatMap(({ tracks }) => tracks).filter(({ path }) => path!.some(({ box: { h } }) => h > 0.1));
    expect(tall).toEqual([]);
    if (shown.length === 0) expect(await mediaFiles('person')).toEqual([]);
  });

  it('blurs the person who passes in front of a bird', async () => {
    const { media: clips } = await withMedia('both', 'clip');
    expect(clips[0]).toMatchObject({ blurred: true });
    expect((await probed((await bytesOf(clips[0]!)).bytes)).codec).toBe('h264');
  });

  it('counts a visit as a person corrects it, in records, exports and the feed', async () => {
    const { id } = (await withMedia('bird', 'clip')).visit;
    const path = `/api/v1/visits/${id}`;
    const decide = (body: object) => async () => {
      const { version } = await box.get<{ version: number }>(path);
      const headers = { 'Content-Type': 'application/json', 'If-Match': `"${version}"` };
      return fetch(`${box.address}${path}/reviews`, { method: 'POST', headers, body: JSON.stringify(body) });
    };
    // The visit may still change between the look and the decision: then it is looked at again.
    const stored = ({ status }: Response) => status === 201;
    const correction = decide({ by: '林悦', action: 'correct', taxon: '白鹭', individuals: 7 });
    const first = await (await within(20_000, correction, stored)).json();
    // The site has no checklist of its own, so every species is a first record, which takes two.
    expect(first).toMatchObject({ outcome: { taxon: { id: 'egretta-garzetta' }, by: ['林悦'] } });
    const second = await (await within(20_000, decide({ by: 'Wu', action: 'confirm' }), stored)).json();
    expect(second).toMatchObject({ outcome: { status: 'confirmed', individuals: 7, by: ['林悦', 'Wu'] } });

    interface Records {
      readonly data: readonly { readonly station: string; readonly records: number; readonly individuals: number }[];
    }
    const only = 'basis=reviewed&taxon=egretta-garzetta';
    const { data } = await box.get<Records>(`/api/v1/records?${only}`);
    expect(data).toMatchObject([{ station: 'bird', records: 1, individuals: 7 }]);
    const table = await (await fetch(`${box.address}/api/v1/exports/record-table?basis=reviewed`)).text();
    expect(table.trimEnd().split('\r\n')).toHaveLength(2);
    expect(table).toMatch(/^bird,bird,Egretta garzetta,.*\.jpg,[1-9]\d*,7\r$/m);

    const zip = await fetch(`${box.address}/api/v1/exports/camtrap-dp?media=true`);
    const files = await unzip(Buffer.from(await zip.arrayBuffer()));
    expect([...files.keys()].slice(0, 5)).toEqual([
      ...['deployments.csv', 'outages.csv', 'media.csv', 'observations.csv', 'datapackage.json'],
    ]);
    expect(String(files.get('observations.csv'))).toMatch(/,event,animal,,Egretta garzetta,7,.*,human,林悦 \| Wu,/);
    expect([...files.keys()].filter((name) => name.endsWith('.jpg')).length).toBeGreaterThan(0);
    interface Alerts {
      readonly data: readonly { readonly reason: string; readonly state: string }[];
    }
    const alerts = await box.get<Alerts>('/api/v1/alerts?taxon=egretta-garzetta');
    expect(alerts.data).toMatchObject([{ reason: 'first-for-site', state: 'confirmed' }]);
    const family = '/api/v1/tallies?by=taxon&period=year&rank=family&basis=reviewed';
    const { data: tallied } = await box.get<{ data: readonly object[] }>(family);
    expect(tallied).toMatchObject([{ taxon: { id: 'ardeidae' }, individuals: 7, reviewed: 1 }]);

    interface Page {
      readonly data: readonly {
        readonly type: string;
        readonly body: { readonly by?: string; readonly camera?: string };
      }[];
    }
    const feed = await box.get<Page>('/api/v1/feed?limit=1000');
    const types = new Set(feed.data.map(({ type }) => type));
    expect([...types]).toEqual(
      expect.arrayContaining(['visit.new', 'review.new', 'alert.new', 'camera.state', 'deployment.change']),
    );
    expect(feed.data.find(({ type }) => type === 'review.new')!.body.by).toBe('林悦');
    const deployments = await box.get<Page>('/api/v1/deployments');
    expect(deployments.data).toHaveLength(3);
  });

  it('gives metrics, its own description, and problems in words', async () => {
    const metrics = await (await fetch(`${box.address}/metrics`)).text();
    expect(metrics).toMatch(/^roost_camera_frames_total\{camera="bird"\} [1-9]\d*$/m);
    expect(metrics).toMatch(/^roost_capture_to_track_seconds_count\{camera="bird"\} [1-9]\d*$/m);
    const described = await box.get<{ openapi: string; paths: object }>('/api/v1/openapi.json');
    expect(described.openapi).toMatch(/^3\.1/);
    expect(Object.keys(described.paths)).toContain('/api/v1/visits');
    const wrong = await fetch(`${box.address}/api/v1/visits?camra=bird`);
    expect(wrong.status).toBe(400);
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
    expect(await wrong.json()).toMatchObject({ status: 400, errors: [{ key: 'camra', nearest: 'camera' }] });
  });

  /** Codec and length of a video, as ffprobe reads them. */
  async function probed(bytes: Buffer): Promise<{ codec: string; seconds: number }> {
    const work = await mkdtemp(join(tmpdir(), 'roost-clip-'));
    try {
      const file = join(work, 'clip.mp4');
      await writeFile(file, bytes);
      const entries = 'stream=codec_name:format=duration';
      const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'json', file]);
      const { streams, format } = JSON.parse(stdout) as {
        streams: { codec_name: string }[];
        format: { duration: string };
      };
      return { codec: streams[0]!.codec_name, seconds: Number(format.duration) };
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }

  /** The files in a camera's media folder. */
  async function mediaFiles(id: string): Promise<string[]> {
    const media = join(folder.path, 'data', 'media', id);
    const found = existsSync(media) ? await readdir(media, { recursive: true, withFileTypes: true }) : [];
    return found.filter((entry) => entry.isFile()).map(({ name }) => name);
  }
});
