import { describe, expect, it } from 'vitest';
import { evalPage } from '../../../src/try/eval/page.ts';
import { evalJson, type Report, type ReportedPicture } from '../../../src/try/eval/report.ts';
import { summarise } from '../../../src/try/eval/summary.ts';
import { outcome, verdict } from './outcomes.ts';

const NASTY = '"><script>alert(1)</script>&.jpg';
const { truth: _, ...blank } = outcome({ file: 'blank.jpg', result: 'blank', known: false });

function reportOf(pictures: readonly ReportedPicture[], set = 'set'): Report {
  return {
    set,
    models: ['detector@0', 'birds@1'],
    prior: 'none',
    summary: summarise(pictures),
    leftOut: [{ file: NASTY, reason: 'is torn' }],
    pictures,
  };
}

const REPORT = reportOf(
  [
    outcome({ file: NASTY, result: 'species-wrong', verdict: verdict('anas-crecca', 'species', 0.97) }),
    {
      ...outcome({ result: 'species-right', verdict: verdict('anas-platyrhynchos', 'species', 0.9) }),
      thumbnail: 'QUJD',
    },
    outcome({ truth: '<b>unknown</b>', file: 'b.jpg' }),
    blank,
  ],
  NASTY,
);

describe('report as a page', () => {
  const page = evalPage(REPORT);

  it('lets no name of a file or taxon be markup', () => {
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<b>unknown');
    expect(page).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;.jpg');
  });

  it('shows every picture once, what is wrong first', () => {
    expect(page.match(/<figure>/g)).toHaveLength(REPORT.pictures.length);
    const titles = [...page.matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, title]) => title);
    expect(titles).toEqual([
      'Reliability',
      'Taken for another',
      'Named to the species, and wrong (1)',
      'Not found (1)',
      'Named to the species, and right (1)',
      'Blanks, rightly empty (1)',
      'Left out (1)',
    ]);
    expect(page).toContain('src="data:image/jpeg;base64,QUJD"');
  });

  it('names taxa by their scientific and Chinese names, and needs nothing from elsewhere', () => {
    expect(page).toContain('<i>Anas platyrhynchos</i> 绿头鸭');
    expect(page).not.toMatch(/(src|href)="(?!data:)/);
  });

  it('closes what it opens', () => {
    for (const tag of [
      'table',
      'thead',
      'tbody',
      'tr',
      'figure',
      'figcaption',
      'svg',
      'h2',
      'div',
      'p',
      'small',
      'ul',
      'li',
    ]) {
      const opened = page.match(new RegExp(`<${tag}[ >]`, 'g'))?.length ?? 0;
      expect(page.match(new RegExp(`</${tag}>`, 'g'))?.length ?? 0, tag).toBe(opened);
    }
  });

  it('holds no figure of nothing', () => {
    const empty = evalPage(reportOf([]));
    expect(empty).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(page).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(empty).toContain('–');
  });
});

describe('report as JSON', () => {
  it('reads back as it was, without thumbnails', () => {
    const { pictures, ...rest } = REPORT;
    const plain = pictures.map(({ thumbnail: _, ...picture }) => picture);
    expect(JSON.parse(evalJson(REPORT))).toEqual({ ...rest, pictures: plain });
  });
});
