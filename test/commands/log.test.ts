import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLog } from '../../src/commands/log.ts';
import { type Entry, LogLimit } from '../../src/commands/log-limit.ts';

function logTo(options: object = {}) {
  const lines: string[] = [];
  let now = 0;
  let end = () => {};
  const atEnd = (last: () => void) => {
    end = last;
  };
  const write = (line: string) => lines.push(line);
  const log = openLog('info', { plain: false, write, atEnd, monotonic: () => now, ...options });
  return { lines, log, pass: (ms: number) => (now += ms), end: () => end() };
}

describe('openLog', () => {
  it('writes a line for a person: time, level, message, facts', () => {
    const { log, lines } = logTo({ plain: true });
    log.debug({}, 'not asked for');
    log.warn({ camera: 'east', frames: 3, cause: { code: 'refused' } }, 'no clip');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warning: no clip camera=east frames=3 cause=\{"code":"refused"\}\n$/);
  });

  it('writes one JSON document a line for a service, whatever is told', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (text, value) => {
        const { log, lines } = logTo();
        log.error({ text, value }, text);
        expect(lines).toHaveLength(1);
        expect(lines[0]!.endsWith('\n')).toBe(true);
        expect(lines[0]!.slice(0, -1)).not.toContain('\n');
        expect(JSON.parse(lines[0]!)).toMatchObject({ level: 50, time: expect.stringMatching(/^\d{4}-.*Z$/) });
      }),
    );
  });

  it('holds no secret, in facts, in errors, in addresses or in messages', () => {
    const { log, lines } = logTo({ secrets: ['pa"ss\\w&rd', 'no'] });
    const error = new Error('rtsp://u:pa"ss\\w&rd@10.0.0.2/ refused');
    log.error({ err: error, deep: [{ word: 'x pa"ss\\w&rd y' }] }, `failed: ${encodeURIComponent('pa"ss\\w&rd')}`);
    log.info({ url: 'rtsp://lin:hunter2@10.0.0.2/', node: 'no' }, 'other');
    const all = lines.join('');
    for (const part of ['pa\\"ss', 'w&rd', 'w%26rd', 'hunter2']) expect(all).not.toContain(part);
    expect(all).toContain('"node":"no"');
    expect(lines.every((line) => JSON.parse(line))).toBe(true);
  });

  it('tells what comes again and again once a minute, with its count', () => {
    const { log, lines, pass, end } = logTo();
    for (let n = 0; n < 100; n++) {
      log.warn({ camera: 'east', ms: n }, 'held up');
      log.warn({ camera: 'west-1', ms: n }, 'held up');
      pass(1000);
    }
    end();
    const told = lines.map((line) => JSON.parse(line) as Entry);
    expect(told.map(({ camera, ms, repeated }) => [camera, ms, repeated])).toEqual([
      ['east', 0, undefined],
      ['west-1', 0, undefined],
      ['east', 59, 59],
      ['west-1', 59, 59],
      ['east', 99, 40],
      ['west-1', 99, 40],
    ]);
  });
});

describe('LogLimit', () => {
  it('tells every line, or counts it', () => {
    const line = fc.record({ msg: fc.constantFrom('a', 'b'), who: fc.nat(60), wait: fc.nat(30_000) });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 300 }), (lines) => {
        const limit = new LogLimit();
        let now = 0;
        const told: Entry[] = [];
        for (const { msg, who, wait } of lines) {
          now += wait;
          told.push(...limit.take({ level: 40, msg, who: `w${who}` }, now));
        }
        told.push(...limit.due(Number.POSITIVE_INFINITY));
        const sum = told.reduce((all, { repeated }) => all + (repeated === undefined ? 1 : Number(repeated)), 0);
        expect(sum).toBe(lines.length);
      }),
    );
  });

  it('tells no more than twenty different lines of one message a minute', () => {
    const limit = new LogLimit();
    const told = Array.from({ length: 500 }, (_, n) =>
      limit.take({ level: 50, msg: 'failed', path: `/${n}` }, n),
    ).flat();
    expect(told).toHaveLength(21);
    expect(limit.due(70_000)).toEqual([{ level: 50, msg: 'failed', path: '/499', repeated: 479 }]);
  });
});
