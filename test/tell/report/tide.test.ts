import { describe, expect, it } from 'vitest';
import type { PresenceRow } from '../../../src/count/tally/presence-line.ts';
import { Tide } from '../../../src/know/tide/tide.ts';
import { type Block, textOf } from '../../../src/tell/report/blocks.ts';
import type { Figures } from '../../../src/tell/report/figures.ts';
import { Pen } from '../../../src/tell/report/pen.ts';
import { tide } from '../../../src/tell/report/tide.ts';
import { type TideFigures, tideFigures } from '../../../src/tell/report/tide-figures.ts';
import { SPRING, sampled } from '../../know/tide/fortnight.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Midnight in Shanghai, 22 days before the made-up spring tide. */
const FROM = SPRING - 22 * DAY - 8 * HOUR;
const UNTIL = FROM + 60 * DAY;
const water = new Tide(sampled(60));
const site = { tide: water, from: { table: 'tide.csv' } };

/** Sixty days of a roost at high water by day, at which cameras look; more birds, the higher it is. */
function roost(): PresenceRow[] {
  return Array.from({ length: 60 * 144 }, (_, index) => FROM + index * 10 * MINUTE).map((at) => {
    const looked = (at - FROM) % DAY >= 6 * HOUR && (at - FROM) % DAY < 18 * HOUR;
    const high = water.highWaterOf(at + 5 * MINUTE);
    const near = high && Math.abs(at + 5 * MINUTE - high.at) <= HOUR;
    const individuals = looked ? (near ? Math.round(50 * (high.height - 2)) : 1) : null;
    return { at, individuals, animalSeconds: 600 * (individuals ?? 0), lookedSeconds: looked ? 600 : 0 };
  });
}

function blocks(figures: TideFigures | undefined, lang: 'zh' | 'en' = 'en'): Block[] {
  const half = { name: '2026H1', from: FROM, to: UNTIL };
  const style = { lang, link: 'http://box', site: 'East', timeZone: 'Asia/Shanghai', gapSeconds: 60 };
  return tide(new Pen({ half, until: UNTIL, ...(figures && { tide: figures }) } as unknown as Figures, style));
}

const ofKind = <K extends Block['kind']>(all: readonly Block[], kind: K) =>
  all.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind);

describe('figures of birds against the tide', () => {
  it('have a fortnight of whole days about the highest count, and what is in no sum', () => {
    const figures = tideFigures(roost(), site);
    expect(figures.busiest).toHaveLength(15 * 144);
    expect((figures.busiest[0]!.at - FROM) % DAY).toBe(0);
    const most = Math.max(...figures.busiest.map(({ individuals }) => individuals ?? 0));
    expect(most).toBe(Math.max(...figures.highWaters.map(({ individuals }) => individuals ?? 0)));
    // Cameras looked for 12 hours of each of 60 days; the made-up tide is of 15 and a half.
    expect(figures.all.lookedSeconds + figures.untold.lookedSeconds).toBe(60 * 12 * 3600);
    expect(figures.all.lookedSeconds / 3600 / 12).toBeCloseTo(15.4, 0);
  });

  it('have no such fortnight where nothing was seen, and one within the report at its ends', () => {
    const none = roost().map((row) => ({ ...row, individuals: row.individuals && 0 }));
    expect(tideFigures(none, site).busiest).toEqual([]);
    const early = roost().map((row, index) => (index === 22 * 144 ? { ...row, individuals: 900 } : row));
    expect(tideFigures(early.slice(21 * 144), site).busiest[0]!.at).toBe(FROM + 21 * DAY);
    expect(tideFigures(early.slice(21 * 144, 25 * 144), site).busiest).toHaveLength(4 * 144);
  });
});

describe('the section on tides', () => {
  it('is none where the site has no tide', () => {
    expect(blocks(undefined)).toEqual([]);
  });

  it.each(['en', 'zh'] as const)('shows the line, the peaks, and the shares, in %s', (lang) => {
    const figures = tideFigures(roost(), site);
    const all = blocks(figures, lang);
    const charts = ofKind(all, 'chart');
    expect(charts).toHaveLength(3);
    for (const { svg } of charts) {
      expect(svg).toContain('<svg');
      expect(svg).not.toContain('NaN');
    }
    // Nights are grey: one rectangle each.
    expect(charts[0]!.svg.match(/fill="#dddddd"/g)!.length).toBeGreaterThanOrEqual(15);
    const [highest, shares, hours] = ofKind(all, 'table');
    expect(highest!.rows).toHaveLength(10);
    const peak = Math.max(...figures.highWaters.map(({ individuals }) => individuals ?? 0));
    const [when, , most, , away] = highest!.rows[0]!;
    expect(textOf(most!)).toBe(String(peak));
    expect(most).toMatchObject({
      link: expect.stringMatching(/^http:\/\/box\/api\/v1\/presence\?taxon=aves&from=.*00Z&to=.*00Z$/),
    });
    expect(textOf(when!)).toMatch(/^2026-\d\d-\d\d \d\d:\d\d$/);
    expect(Math.abs(Number(textOf(away!)))).toBeLessThanOrEqual(60);
    const { all: whole, near } = figures;
    expect(shares!.rows.map((row) => textOf(row[2]!))).toEqual([
      `${((100 * near.animalSeconds) / whole.animalSeconds).toFixed(1)} %`,
      `${(100 - (100 * near.animalSeconds) / whole.animalSeconds).toFixed(1)} %`,
      '100.0 %',
    ]);
    expect(hours!.head).toEqual(['-7', '-6', '-5', '-4', '-3', '-2', '-1', '0', '1', '2', '3', '4', '5', '6']);
    expect(hours!.rows[0]!.map(textOf).slice(0, 6).map(Number)).toEqual([1, 1, 1, 1, 1, 1]);
    const texts = ofKind(all, 'text')
      .map(({ text }) => text)
      .join(' ');
    expect(texts).toContain('tide.csv');
    expect(texts).not.toMatch(/undefined|NaN/);
  });

  it('says so where the tide of the time is not known, and where no bird was seen', () => {
    const texts = (all: readonly Block[]) => ofKind(all, 'text').map(({ text }) => text);
    const nowhere = tideFigures(roost(), { tide: new Tide([]), from: { constituents: ['M2', 'S2'] } });
    expect(texts(blocks(nowhere))).toEqual([
      expect.stringContaining('is not known: site.tide has no high water in it'),
    ]);
    const none = roost().map((row) => ({ ...row, individuals: row.individuals && 0, animalSeconds: 0 }));
    const quiet = blocks(tideFigures(none, { tide: water, from: { constituents: ['M2', 'S2'] } }));
    expect(texts(quiet)[0]).toContain('No bird was seen');
    expect(texts(quiet).at(-1)).toContain('harmonic constants (M2, S2)');
    expect(ofKind(quiet, 'table')[0]!.rows.map((row) => textOf(row[2]!))).toEqual(['–', '–', '–']);
  });
});
