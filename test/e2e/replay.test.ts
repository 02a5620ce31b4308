import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWithin } from '../../src/know/taxonomy/taxa.ts';
import { eventually } from '../patience.ts';
import { shared, weights } from '../shared.ts';
import { cut, video } from '../try/replay/media.ts';
import { Box } from './box.ts';
import { alive, childrenOf, isInference } from './processes.ts';
import { Cuts } from './scene.ts';

/** The command as a researcher runs it. */
describe.skipIf(!weights())('roost replay', () => {
  let cuts: Cuts;

  beforeAll(async () => {
    cuts = await Cuts.open();
  });
  afterAll(() => cuts.remove());

  interface Line {
    readonly files: readonly { readonly file: string; readonly timeFrom: string }[];
    readonly taxon: string;
    readonly startAt: string;
    readonly individuals: number;
  }

  async function replay(...args: string[]): Promise<string> {
    const run = Box.run(['replay', '--json', '--models', weights()!, ...args]);
    expect(await run.ended(), run.printed).toBe(0);
    return run.printed
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .join('\n');
  }

  const lines = (text: string) =>
    text
      .split('\n')
      .filter((line) => line)
      .map((line) => JSON.parse(line) as Line);

  it('gives the same lines twice', async () => {
    const file = await cuts.cut('birds-passing', 0, 12, '1280x720');
    const first = await replay(file, '--start', '2026-05-01T06:00:00+08:00');
    // Two birds; they make two visits where only one of them can be named.
    expect(lines(first).every(({ taxon }) => isWithin(taxon, 'aves'))).toBe(true);
    expect(lines(first).reduce((sum, { individuals }) => sum + individuals, 0)).toBe(2);
    expect(lines(first)[0]!.startAt).toMatch(/^2026-04-30T22:00:0/);
    expect(await replay(file, '--start', '2026-05-01T06:00:00+08:00')).toBe(first);
  });

  describe('of a folder', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'roost-card-'));
    });
    afterAll(() => rm(folder, { recursive: true }));
    const at = (name: string) => join(folder, name);

    it('reads what can be read, and says of the rest why not, and of each visit where its time is from', async () => {
      const good = at('20260501_061200.mp4');
      await copyFile(await cuts.cut('birds-passing', 0, 12, '1280x720'), good);
      cut(good, at('20260501_061300.mp4'), 0.5);
      await writeFile(at('._20260501_061200.mp4'), 'Mac OS X');
      await writeFile(at('zero.jpg'), '');
      await writeFile(at('two\nlines.jpg'), 'no picture');
      const run = Box.run(['replay', folder, '--json', '--models', weights()!]);
      expect(await run.ended(), run.printed).toBe(2);
      const found = lines(
        run.printed
          .split('\n')
          .filter((line) => line.startsWith('{'))
          .join('\n'),
      );
      expect(found.reduce((sum, { individuals }) => sum + individuals, 0)).toBe(2);
      for (const { startAt, files } of found) {
        expect(startAt).toMatch(/^2026-04-30T22:12:/);
        expect(files).toEqual([{ file: good, timeFrom: 'name' }]);
      }
      expect(run.printed).toMatch(/Times of files: 1 by the date in the name, 1 by the file's age/);
      expect(run.printed).toMatch(/Left out, or not read to the end: 4 of 5 files/);
      for (const name of ['._20260501_061200.mp4', '20260501_061300.mp4', 'zero.jpg', 'two\\nlines.jpg'])
        expect(run.printed).toContain(`  ${at(name)}: `);
    });

    it('ends at once when it is asked to, reports what it had read, and leaves nobody behind', async () => {
      const [first, endless] = [at('20260101_000000.mp4'), at('20260102_000000.mp4')];
      await copyFile(at('20260501_061200.mp4'), first);
      // A hundred pictures, ten minutes from each to the next: five a second are made of them.
      video(
        20,
        '-vf',
        'setpts=PTS*3000',
        '-fps_mode',
        'passthrough',
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        endless,
      );
      const run = Box.run(['replay', first, endless, '--json', '--models', weights()!]);
      await eventually(async () => {
        expect(await childrenOf(run.pid)).toContainEqual({
          pid: expect.any(Number),
          parent: expect.any(Number),
          command: expect.stringMatching(/ffmpeg.*20260102/),
        });
      });
      const before = await childrenOf(run.pid);
      expect(before.filter(isInference)).toHaveLength(2);
      expect((await run.end('SIGTERM')).how, run.printed).toBe(143);
      expect(run.printed).toMatch(/Stopped: 1 of 2 files were looked at, and what is printed is of them alone/);
      const found = lines(
        run.printed
          .split('\n')
          .filter((line) => line.startsWith('{'))
          .join('\n'),
      );
      expect(found.flatMap(({ files }) => files.map(({ file }) => file))).toContain(first);
      expect(await alive(before)).toEqual([]);
    });
  });

  it.skipIf(!shared('media')).each([
    ['coral_owl.jpg', 'athene-cunicularia'],
    // A macaw of a species that no model knows; its nearest cousin is near enough for this test, and wrong in docs/accuracy.md.
    ['coral_parrot.jpg', 'ara'],
    ['coral_cat_720p.jpg', 'felis-catus'],
    ['sn_african_elephants.jpg', 'elephantidae'],
    ['sn_domestic_cattle.jpg', 'bos-taurus'],
  ])('sees in %s: %s, named no deeper than it can tell', async (file, truth) => {
    const taxa = lines(await replay(shared(`media/${file}`)!)).map(({ taxon }) => taxon);
    expect(taxa).not.toEqual([]);
    const wrong = taxa.filter((taxon) => !isWithin(truth, taxon) && !isWithin(taxon, truth));
    expect(wrong).toEqual([]);
  });

  it.skipIf(!shared('media')).each(['sn_blank.jpg', 'sn_blank2.jpg', 'sn_vehicle.jpg'])(
    'sees no animal in %s',
    async (file) => {
      expect(lines(await replay(shared(`media/${file}`)!))).toEqual([]);
    },
  );
});
