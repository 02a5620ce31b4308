import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/base/domain.ts';
import { taxonById } from '../../../src/know/taxonomy/taxa.ts';
import type { Message } from '../../../src/tell/alert/message.ts';
import { filled, PLACEHOLDERS, unknownPlaceholders, valuesOf } from '../../../src/tell/alert/template.ts';
import { anAlert, WORDING } from './values.ts';

const wording = { ...WORDING, language: 'zh' } as const;
const taxon = taxonById('grus-grus')!;
const message: Message = {
  ...{ id: 7, site: 'East "island"', publicAddress: 'https://roost.example.org/' },
  news: [
    { delivery: 7, news: 'new', alert: anAlert(), taxon, picture: { url: 'https://roost.example.org/p', until: 0 } },
  ],
};

describe('a template', () => {
  it('is filled however deep, and a placeholder alone becomes the value', () => {
    const template = {
      title: '{species}: {reason}',
      n: '{individuals}',
      of: [{ at: '{camera}, {link}, {picture}' }],
      fixed: 3,
      none: null,
    };
    expect(filled(template, valuesOf(message, wording))).toEqual({
      ...{ title: '灰鹤: 国家重点保护物种', n: 2, fixed: 3, none: null },
      of: [{ at: 'east, https://roost.example.org/#/visits/v1, https://roost.example.org/p' }],
    });
    expect(filled('{site}, {level}', valuesOf(message, wording))).toBe('East "island", 二级');
  });

  it('has no link where no public address is known', () => {
    expect(valuesOf({ ...message, publicAddress: '' }, wording)).toMatchObject({ link: '' });
  });

  it('tells of faults and of tests too', () => {
    const fault: Fault = {
      ...{ id: 'f', kind: 'down', beganAt: 0, endedAt: 3_600_000, changedAt: 3_600_000 },
      cameras: [
        { camera: 'east', since: 0 },
        { camera: 'pool', since: 0 },
      ],
    };
    const values = valuesOf({ ...message, news: [{ delivery: 1, news: 'end', fault }] }, wording);
    expect(values).toMatchObject({
      what: 'fault',
      news: 'end',
      fault: '摄像机无画面',
      cameras: 'east, pool',
      species: '',
    });
    expect(valuesOf({ ...message, news: [] }, wording)).toMatchObject({ what: 'test', species: '' });
  });

  it('is JSON whatever stands in a value, and a value is never read as a template', () => {
    const keys = fc.constantFrom(...PLACEHOLDERS);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), keys, (value, key) => {
        const values = { ...valuesOf(message, wording), [key]: value };
        const template = { [key]: `a {${key}} b`, whole: `{${key}}` };
        const back = JSON.parse(JSON.stringify(filled(template, values)));
        expect(back).toEqual(JSON.parse(JSON.stringify({ [key]: `a ${value} b`, whole: value })));
      }),
    );
    expect(filled('{site}', { ...valuesOf(message, wording), site: '{camera}' })).toBe('{camera}');
  });

  it('names what stands for nothing', () => {
    expect(unknownPlaceholders({ a: '{species} {nothing}', b: ['{nothing} {Species}'] })).toEqual([
      '{nothing}',
      '{Species}',
    ]);
  });
});
