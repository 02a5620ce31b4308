import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../fixtures/demo/demo.ts';
import { type Film, sceneFilms } from '../../fixtures/demo/films.ts';
import { tooBusy } from '../../fixtures/demo/pace.ts';
import type { Table } from '../../fixtures/demo/table.ts';
import { truthVisits } from '../../fixtures/scenes/truth.ts';
import { cutTexts, expectText, hasBrowser, keepPicture, overflow } from '../dashboard/browser.ts';
import { englishOn } from '../dashboard/english.ts';
import { goTo } from '../dashboard/screens.ts';
import { eventually, patient } from '../patience.ts';
import { weights } from '../shared.ts';
import type { VisitAnswer } from './answers.ts';

const TRIES = 3;
const SIZES = { desktop: 1280, phone: 390 } as const;
const LANGUAGES = ['en', 'zh'] as const;
/** The bear walks by at this camera, and nobody takes it for another animal. */
const [CAMERA, BEAR] = ['channel', 'ursus-arctos'];

const silent = () => undefined;
const log = { info: silent, warn: silent, error: silent };

/** Plays the films to a box, again where the machine was too busy to look at them. */
async function watched(films: readonly Film[], signal: AbortSignal): Promise<{ demo: Demo; table: Table }> {
  for (let tries = 1; ; tries++) {
    const demo = await startDemo(films, 0, log, signal);
    try {
      const begun = await demo.begun(signal);
      const ends = new Map(films.map(({ camera, truth }) => [camera, begun.get(camera)! + truth!.durationMs]));
      const [paces] = await Promise.all([demo.pace(ends, signal), demo.over(signal)]);
      const table = await demo.table(signal);
      if (table.holds || tries === TRIES || !tooBusy(paces)) return { demo, table };
    } catch (error) {
      await demo.stop();
      throw error;
    }
    await demo.stop();
  }
}

/** All pages of a box that watched, each with what stands there once it is drawn. */
const pagesOf = (bear: string) =>
  [
    ['now', '/', '.today li'],
    ['live', '/live', '.live-wall li'],
    ['live-one', `/live/${CAMERA}`, '.live-one'],
    ['visits', '/visits', '.endless .visit-row'],
    ['visit', `/visits/${bear}`, '#visit-why'],
    ['review', '/review', '.case h2'],
    ['review-many', '/review?many=1', '.many label'],
    ['species', '/species', '.table tbody tr'],
    ['one-species', `/species/${BEAR}`, '#species-facts'],
    ['list', '/species/list', '.list-edit'],
    ['effort', '/effort', '.calendar .day'],
    ['tallies', '/tallies?rank=class', '.table tbody tr'],
    ['tallies-records', '/tallies?measure=records&interval=30', '.table tbody tr'],
    ['report', '/tallies/report', 'iframe.report'],
    ['cameras', '/cameras', '.camera-list li'],
    ['camera', `/cameras/${CAMERA}`, '#camera-deployments'],
    ['camera-new', '/cameras/new', '#camera-search'],
    ['models', '/models', '#models-taught'],
    ['system', '/system', '#system-box'],
  ] as const;

/** How many individuals stand in elements of a page, added up; a dash is a period in which nobody looked. */
const summed = async (elements: Locator) =>
  (await elements.allTextContents()).filter((text) => text !== '–').reduce((sum, text) => sum + Number(text), 0);

describe.skipIf(!weights() || !hasBrowser)('the page of a box that watched what is known', () => {
  const signal = new AbortController().signal;
  const faults: string[] = [];
  let films: Film[];
  let demo: Demo;
  let table: Table;
  let browser: Browser;
  let visits: VisitAnswer[];
  let bear: VisitAnswer;
  /** Individuals of all true visits, by camera. */
  let there: Record<string, number>;

  beforeAll(async () => {
    process.env.ROOST_MODEL_MIRROR ??= weights()!;
    films = await sceneFilms(signal);
    ({ demo, table } = await watched(films, signal));
    const sum = ({ truth }: Film) => truthVisits(truth!).reduce((all, { individuals }) => all + individuals, 0);
    there = Object.fromEntries(films.map((film) => [film.camera, sum(film)]));
    visits = (await get<{ data: VisitAnswer[] }>('/api/v1/visits?limit=500')).data;
    bear = visits.find(({ taxon }) => taxon.id === BEAR)!;
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: ['--no-sandbox'] });
  });

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  async function get<T>(path: string): Promise<T> {
    return (await (await fetch(demo.address + path)).json()) as T;
  }

  async function opened(language: (typeof LANGUAGES)[number], reviewer: string): Promise<Page> {
    const locale = language === 'en' ? 'en-GB' : 'zh-CN';
    const context: BrowserContext = await browser.newContext({ locale, viewport: { width: 1280, height: 900 } });
    await context.addInitScript(`localStorage.setItem('roost-reviewer', ${JSON.stringify(reviewer)})`);
    const page = await context.newPage();
    page.setDefaultTimeout(patient(60_000));
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(demo.address);
    await page.locator('.link.live').waitFor();
    return page;
  }

  it('rests on counts that hold', () => {
    expect(table.rows.filter(({ holds }) => !holds)).toEqual([]);
    expect(bear).toMatchObject({ camera: CAMERA, individuals: 1, closed: true });
  });

  it.concurrent.each(LANGUAGES)(
    'shows on every page what was there, whole, on a desktop and on a phone: %s',
    async (language) => {
      const page = await opened(language, language === 'en' ? 'Lin Yue' : '林月');
      const wrong: Record<string, readonly string[]> = {};
      const total = Object.values(there).reduce((all, many) => all + many, 0);
      /** What each page says of how many there were. */
      const counts: Record<string, () => Promise<number>> = {
        now: () => summed(page.locator('.today-count strong')),
        visits: () => summed(page.locator('.visit-row:not(.aside) .visit-count [aria-hidden]')),
        species: () => summed(page.locator('.table tbody td:nth-of-type(2)')),
        tallies: () => summed(page.locator('.table').first().locator('tbody td')),
        'tallies-records': () => summed(page.locator('.table tbody td:nth-of-type(4)')),
      };
      for (const [name, at, holds] of pagesOf(bear.id)) {
        const found: string[] = [];
        for (const size of ['desktop', 'phone'] as const) {
          await page.setViewportSize({ width: SIZES[size], height: 900 });
          if (size === 'desktop') await goTo(page, at, holds);
          const wide = await overflow(page);
          found.push(
            ...(await cutTexts(page)).map((text) => `cut: ${text}`),
            ...(wide > 0 ? [`${wide} px too wide`] : []),
          );
          const count = counts[name];
          if (count) await eventually(async () => expect([name, await count()]).toEqual([name, total]));
          await keepPicture(page, `truth-${name}-${language}-${size}`);
        }
        if (language === 'zh') found.push(...(await englishOn(page)).map((text) => `English: ${text}`));
        if (found.length > 0) wrong[name] = found;
      }
      expect(wrong).toEqual({});
      expect(faults).toEqual([]);
    },
  );

  it('tells when, where and how long', async () => {
    const page = await opened('en', 'Lin Yue');
    const film = films.find(({ camera }) => camera === CAMERA)!;
    const cards = await page.locator('.camera-card').allTextContents();
    for (const { camera, name } of films) {
      const seen = cards.find((card) => card.includes(name))!;
      const many = [...seen.matchAll(/ (\d+)(?= ·|$)/g)].reduce((sum, [, n]) => sum + Number(n), 0);
      expect([camera, many]).toEqual([camera, there[camera]]);
    }
    await goTo(page, `/visits/${bear.id}`, '#visit-why');
    await expectText(page.locator('article.visit'), ['1 individual', film.name, 'Ursus arctos']);
    await goTo(page, `/species/${BEAR}`, '#species-counted');
    await expectText(page.locator('section', { has: page.locator('#species-counted') }), [
      `${film.name} 1`,
      '1 visit in',
    ]);
    await goTo(page, '/effort', '.calendar .day');
    const today = await page.locator('.calendar').first().locator('.day').last().getAttribute('aria-label');
    expect(today).toMatch(/could see .* h, watched .* h/);
    await goTo(page, '/tallies/report', 'iframe.report');
    await expectText(page.frameLocator('iframe.report').locator('body'), ['Ursus arctos', 'Anas platyrhynchos']);
  });

  it('has a first record confirmed by two people, shows the second what the first decided meanwhile, and learns it', async () => {
    const [first, second] = [await opened('en', 'Lin Yue'), await opened('en', 'Wang Fang')];
    const at = `/review?queue=species&taxon=${BEAR}`;
    for (const page of [first, second]) await goTo(page, at, '.case h2');
    interface Decided {
      readonly outcome?: { readonly status: string; readonly by: readonly string[] };
    }
    const outcome = async () => (await get<Decided>(`/api/v1/visits/${bear.id}`)).outcome;
    await first.keyboard.press('c');
    await first.getByText('Stored:').waitFor();
    expect(await outcome()).toMatchObject({ status: 'awaiting', by: ['Lin Yue'] });
    // Nobody is the second person beside himself.
    await goTo(first, '/', '.today li');
    await goTo(first, at, '.case .awaits');
    await expectText(first.locator('.awaits'), ['A first record', 'Lin Yue', 'it takes another person']);
    await first.keyboard.press('c');
    await second.keyboard.press('c');
    await expectText(second.locator('.case [role=alert]'), [
      'Lin Yue',
      'Somebody else decided on this visit meanwhile',
    ]);
    expect(await outcome()).toMatchObject({ status: 'awaiting', by: ['Lin Yue'] });
    await keepPicture(second, 'truth-conflict');
    await second.keyboard.press('c');
    await second.getByText('Stored:').waitFor();
    expect(await outcome()).toMatchObject({ status: 'confirmed', by: ['Lin Yue', 'Wang Fang'] });
    await second.getByRole('button', { name: 'Teach the box this' }).click();
    await expectText(second.locator('.teach output'), ['taught']);
    const { data } = await get<{ data: { taxon: { id: string }; pictures: number }[] }>('/api/v1/taught');
    const pictures = data.find(({ taxon }) => taxon.id === BEAR)?.pictures ?? 0;
    const told = pictures === 1 ? '1 picture' : `${pictures} pictures`;
    await expectText(second.locator('.teach'), [`Brown Bear: ${told} taught so far`]);
    await goTo(second, `/species/${BEAR}`, '#species-facts');
    await expectText(second.locator('aside'), [pictures > 0 ? `${told} taught to this box` : 'Nobody taught this box']);
    await goTo(second, `/visits/${bear.id}`, '#visit-history');
    await expectText(second.locator('article.visit'), ['confirmed', 'Lin Yue', 'Wang Fang']);
    await keepPicture(second, 'truth-confirmed');
    expect(faults).toEqual([]);
  });
});
