import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parentIn, standsStill } from '../../../src/base/child.ts';
import { LineCutter, Tail } from '../../../src/base/lines.ts';
import { redact } from '../../../src/base/redact.ts';
import { captureArgs } from '../../../src/see/capture/args.ts';
import { FrameCutter } from '../../../src/see/capture/frames.ts';
import { cameraInput } from '../../../src/see/capture/input.ts';
import { NewestFrame } from '../../../src/see/capture/newest.ts';
import { Retries, retryDelay } from '../../../src/see/capture/schedule.ts';
import { cameraScript } from '../../../src/see/capture/script.ts';
import { segmentOf } from '../../../src/see/capture/segments.ts';
import { fitSize } from '../../../src/see/capture/size.ts';
import { source } from '../../../src/see/capture/source.ts';

describe('source', () => {
  it('takes credentials out of what is shown, and encodes odd characters', () => {
    const camera = source('rtsp://10.0.0.5:554/live?a=1', 'tcp', { user: 'ad min', password: "p'@:/% 中" });
    expect(camera.shown).toBe('rtsp://10.0.0.5:554/live?a=1');
    expect(camera.secret).toBe('rtsp://ad%20min:p%27%40%3A%2F%25%20%E4%B8%AD@10.0.0.5:554/live?a=1');
    expect(camera.host).toBe('10.0.0.5:554');
  });

  it('knows the credentials of an address that holds them', () => {
    const camera = source('rtsp://u:p%40ss@h/x');
    expect(camera.shown).toBe('rtsp://h/x');
    expect(camera.secret).toBe('rtsp://u:p%40ss@h/x');
    expect(camera.secrets).toContain('p@ss');
  });

  it('never puts the password of a bad address into its error', () => {
    expect(() => source('ftp://u:hunter2@h/x')).toThrow(/rtsp:\/\/host/);
    expect(() => source('ftp://u:hunter2@h/x')).not.toThrow(/hunter2/);
    expect(() => source("rtsp://h/x'\noption y")).toThrow();
  });

  it('leaves nothing in the script that could end its quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (user, password) => {
        const line = cameraScript(source('rtsp://h/x?p={password}', 'udp', { user, password })).split('\n')[1]!;
        const [, asked] = /^file 'rtsp:\/\/[\w.%-]*:[\w.%-]*@h\/x\?p=([\w.%-]*)'$/.exec(line) ?? [];
        expect(decodeURIComponent(asked!)).toBe(password);
      }),
    );
  });
});

describe('redact', () => {
  it('takes out every spelling of a password, and the user part of any address', () => {
    const { secrets } = source('rtsp://h/x', 'tcp', { user: 'u', password: 'a b@c' });
    const text = "Impossible to open 'rtsp://u:a%20b%40c@h/x'; a b@c; rtsp://other:pw@k/";
    expect(redact(text, secrets)).toBe("Impossible to open 'rtsp://***@h/x'; ***; rtsp://***@k/");
  });
});

describe('redact of an address', () => {
  it('takes out what stands in its path and query, whoever printed it', () => {
    const { secrets } = source('rtsp://h/user={user}&password={password}&c=1', 'tcp', {
      user: 'admin',
      password: 'a b',
    });
    expect(redact("open 'rtsp://admin:a%20b@h/user=admin&password=a%20b&c=1'", secrets)).toBe("open 'rtsp://***@h***'");
    const foreign = 'rtsp://h/user=admin&password=hunter2&c=1 http://h/x?pwd=hunter2 rtsp://h/password={password}';
    expect(redact(foreign, [])).toBe(
      'rtsp://h/user=admin&password=***&c=1 http://h/x?pwd=*** rtsp://h/password={password}',
    );
  });
});

describe('captureArgs', () => {
  it('names no address', () => {
    const args = captureArgs({
      input: cameraInput(source('rtsp://10.0.0.5/live')),
      frames: { fps: 5, limit: { width: 640, height: 360 }, fromKey: true },
      segments: { folder: '/r', run: '1', seconds: 4 },
    });
    expect(args.join(' ')).not.toContain('rtsp:/');
    expect(args).toContain('pipe:3');
    expect(args).toContain('pipe:5');
    expect(args).toContain('/r/1-%s.mkv');
  });
});

describe('FrameCutter', () => {
  it('cuts the same frames whatever the chunks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.array(fc.integer({ min: 1, max: 20 })), (bytes, sizes) => {
        const seen: number[][] = [];
        const cutter = new FrameCutter(new Uint8Array(6), (data) => {
          seen.push([...data]);
          return new Uint8Array(6);
        });
        let at = 0;
        for (const size of [...sizes, bytes.length + 1]) {
          cutter.push(bytes.subarray(at, at + size));
          at += size;
        }
        const whole = Math.floor(bytes.length / 6);
        expect(seen).toEqual(Array.from({ length: whole }, (_, i) => [...bytes.subarray(i * 6, i * 6 + 6)]));
      }),
    );
  });
});

describe('NewestFrame', () => {
  it('gives the newest, counts the others, and never touches what the consumer holds', async () => {
    const newest = new NewestFrame();
    let buffer = newest.begin({ width: 2, height: 2 });
    const offer = (seq: number) => {
      buffer.fill(seq);
      buffer = newest.offer({ camera: 'a', seq, at: seq, width: 2, height: 2, data: buffer });
    };
    const waiting = newest.next();
    offer(0);
    const held = await waiting;
    offer(1);
    offer(2);
    offer(3);
    expect([...held!.data]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(newest.dropped).toBe(2);
    const later = await newest.next();
    expect(later?.seq).toBe(3);
    offer(4);
    offer(5);
    expect(later?.data[0]).toBe(3);
    newest.close();
    expect(await newest.next()).toBeUndefined();
  });

  it('ends waiting on abort', async () => {
    const abort = new AbortController();
    const waiting = new NewestFrame().next(abort.signal);
    abort.abort();
    expect(await waiting).toBeUndefined();
  });
});

describe('retryDelay', () => {
  it('stays under 3 s for ten minutes, then under 30 s, and is slow on 401', () => {
    expect([1, 2, 3, 4, 100, 151].map((n) => retryDelay('refused', n, 0))).toEqual([
      1000, 1500, 2000, 3000, 3000, 30000,
    ]);
    expect([1, 2, 3, 4, 5, 500].map((n) => retryDelay('unauthorized', n, 0))).toEqual([
      3000, 3000, 15000, 30000, 60000, 60000,
    ]);
    expect(retryDelay('ended', 4, 1)).toBe(2250);
  });
});

describe('Retries', () => {
  it('counts wrong passwords and other failures apart', () => {
    const retries = new Retries();
    const codes = ['refused', 'unauthorized', 'stalled', 'unauthorized', 'refused', 'unauthorized'] as const;
    expect(codes.map((code) => retries.failed({ code }, 0))).toEqual([1000, 3000, 1500, 3000, 2000, 15000]);
  });

  it('starts over after a good run', () => {
    const retries = new Retries();
    for (let i = 0; i < 200; i++) for (const code of ['ended', 'unauthorized'] as const) retries.failed({ code }, 0);
    retries.good();
    expect([retries.failed({ code: 'unauthorized' }, 0), retries.failed({ code: 'ended' }, 0)]).toEqual([3000, 1000]);
  });
});

describe('lines', () => {
  it('joins what was cut between chunks, and keeps no secret', () => {
    const tail = new Tail(['hunter2']);
    tail.push('old\nopen rtsp://u:hun', 1);
    tail.push('ter2@h\n', 5);
    expect(tail.text()).toBe('old\nopen rtsp://***@h');
    expect(tail.text(3)).toBe('open rtsp://***@h');
  });

  it('bounds a line without an end', () => {
    const lines: string[] = [];
    const cutter = new LineCutter((line) => lines.push(line));
    for (let i = 0; i < 100; i++) cutter.push('x'.repeat(1000));
    cutter.push('\n');
    expect(lines[0]!.length).toBeLessThan(6000);
  });
});

describe('segmentOf', () => {
  it('reads the list of ffmpeg', () => {
    expect(segmentOf('17-18.mkv,4.000000,8.040000', '/r', 10_000)).toEqual({
      file: '/r/17-18.mkv',
      startAt: 5_960,
      endAt: 10_000,
    });
    expect(segmentOf('../../etc/passwd,0,1', '/r', 0)).toBeUndefined();
  });
});

describe('fitSize', () => {
  it('keeps the shape, is even and fits', () => {
    expect(fitSize({ width: 4000, height: 3000 }, { width: 1280, height: 720 })).toEqual({ width: 960, height: 720 });
    expect(fitSize({ width: 101, height: 51 }, { width: 640, height: 360 })).toEqual({ width: 100, height: 50 });
  });

  it.each([
    ['16:9', { width: 3840, height: 2160 }, { width: 1280, height: 720 }],
    ['4:3', { width: 4000, height: 3000 }, { width: 1108, height: 832 }],
    ['upright', { width: 1080, height: 1920 }, { width: 720, height: 1280 }],
    ['a panorama', { width: 4608, height: 1728 }, { width: 1568, height: 588 }],
    ['small', { width: 704, height: 576 }, { width: 704, height: 576 }],
  ])('gives %s as many pixels as any other shape', (_, own, fitted) => {
    expect(fitSize(own, { pixels: 921_600 })).toEqual(fitted);
  });
});

it("reads a process's parent, whatever its name holds", () => {
  expect(parentIn('812 (a) T (name) R 17 812 812')).toBe(17);
  expect(parentIn('')).toBeNaN();
});

describe('standsStill', () => {
  it.each([
    ['812 (ffmpeg) T 1 812 812', true],
    ['812 (ffmpeg) D 1 812 812', true],
    ['812 (ffmpeg) S 1 812 812', false],
    ['812 (a) T (name) R 1 812 812', false],
    ['', false],
  ])('%s: %s', (stat, still) => {
    expect(standsStill(stat)).toBe(still);
  });
});
