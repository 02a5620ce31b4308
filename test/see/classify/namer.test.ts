import { describe, expect, it } from 'vitest';
import { cut } from '../../../src/base/pixels.ts';
import { NO_PRIOR } from '../../../src/know/taxonomy/checklist.ts';
import type { Classify } from '../../../src/see/classify/ask.ts';
import { type Nameable, Namer, type NamerOptions } from '../../../src/see/classify/namer.ts';
import { MOST_CROPS, roundAge } from '../../../src/see/classify/rounds.ts';
import type { CropToName } from '../../../src/see/classify/views.ts';
import { CropKeeper } from '../../../src/see/media/crops.ts';
import { chequer, flat } from '../../frames.ts';
import { BIRDS, LABELS } from './models.ts';

const BOX = { x: 0.4, y: 0.4, w: 0.2, h: 0.2 };
const BIRD: Nameable = { id: 't1', kind: 'bird', startAt: 0, score: 0.7 };

/** A crop whose brightness is its time, so that the classifier can tell it from others. */
function crop(at: number, quality = 1): CropToName {
  return { at, quality, box: BOX, cut: cut(flat(64, 48, at % 256), { x: 0.2, y: 0.2, w: 0.6, h: 0.6 }) };
}

/** Sure of one label. */
function sureOf(label: (typeof LABELS)[number]): Float32Array {
  return Float32Array.from(LABELS, (one) => (one === label ? 0.99 : 0.002));
}

/** A classifier that always sees a teal, and writes down what it was shown. */
class Teals {
  readonly shown: number[] = [];
  inFlight = 0;
  mostInFlight = 0;
  /** What it answers to a crop of this brightness; the teal without it. */
  readonly answers = new Map<number, Float32Array | Error>();
  #held: (() => void)[] | undefined;

  readonly classify: Classify['classify'] = async (_model, picture, _camera, signal) => {
    const brightness = picture.data[0]!;
    this.shown.push(brightness);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    if (this.#held) await new Promise<void>((resolve) => this.#held!.push(resolve));
    this.inFlight -= 1;
    signal?.throwIfAborted();
    const answer = this.answers.get(brightness) ?? sureOf('anas-crecca');
    if (answer instanceof Error) throw answer;
    return answer;
  };

  /** From now on answers wait for `release`. */
  hold(): void {
    this.#held = [];
  }

  async release(): Promise<void> {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const resolve of held) resolve();
    await settle();
  }
}

/** Lets everything run that waits for nothing but promises. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

function namer(crops: NamerOptions['crops'], options: Partial<NamerOptions> = {}) {
  const teals = new Teals();
  const failures: unknown[] = [];
  const made = new Namer({
    detector: 'detector@0',
    classifiers: [BIRDS],
    assumed: [],
    prior: NO_PRIOR,
    code: '1.0.0',
    camera: 'c',
    classifier: teals satisfies Classify,
    monthOf: () => 5,
    crops,
    failed: (error) => failures.push(error),
    ...options,
  });
  return { namer: made, teals, failures };
}

describe('namer', () => {
  it('names a track from its first round on, and no sooner', async () => {
    const { namer: names, teals } = namer(() => [crop(1)]);
    await names.see(roundAge(0) - 1, [BIRD]);
    await settle();
    expect(teals.shown).toEqual([]);
    await names.see(roundAge(0), [BIRD]);
    await settle();
    expect(teals.shown).toEqual([1]);
    expect(names.verdict('t1')).toMatchObject({ taxon: 'anas-crecca', rank: 'species', crops: [{ at: 1, box: BOX }] });
  });

  it('looks at no crop twice, also where a round is still running when the track ends', async () => {
    const { namer: names, teals } = namer(() => [crop(1, 3), crop(2, 2), crop(3, 1)]);
    teals.hold();
    await names.see(roundAge(0), [BIRD]);
    const last = names.finish(BIRD, 2000);
    await settle();
    await teals.release();
    const verdict = await last;
    expect([...teals.shown].sort()).toEqual([1, 2, 3]);
    expect(verdict?.crops.map(({ at }) => at)).toEqual([1, 2, 3]);
  });

  it('looks at one track at a time, the least looked at first, while frames go on', async () => {
    const tracks = ['a', 'b', 'c'].map((id) => ({ ...BIRD, id }));
    const { namer: names, teals } = namer((track) => [crop(track.charCodeAt(0))]);
    teals.hold();
    for (let at = roundAge(0); at < roundAge(1); at += 200) await names.see(at, tracks);
    expect(teals.shown).toHaveLength(1);
    await teals.release();
    for (let at = roundAge(0); at < roundAge(1); at += 200) {
      await names.see(at, tracks);
      await settle();
    }
    expect(teals.mostInFlight).toBe(1);
    expect(teals.shown.map((code) => String.fromCharCode(code)).sort()).toEqual(['a', 'b', 'c']);
  });

  it('names all that are due before the next frame where it is patient', async () => {
    const tracks = ['a', 'b', 'c'].map((id) => ({ ...BIRD, id }));
    const { namer: names } = namer((track) => [crop(track.charCodeAt(0))], { patient: true });
    await names.see(roundAge(0), tracks);
    expect(tracks.map(({ id }) => names.verdict(id)?.taxon)).toEqual(['anas-crecca', 'anas-crecca', 'anas-crecca']);
  });

  it('looks at few crops of a track of ten minutes, and keeps the best', async () => {
    const keeper = new CropKeeper();
    const { namer: names, teals } = namer((track) => keeper.best(track), { patient: true });
    let frames = 0;
    for (let at = 0; at <= 600_000; at += 200) {
      // The animal comes nearer all the time, and turns its head once a second: there are always new crops.
      const box = { ...BOX, w: 0.1 + at / 3_000_000, h: 0.1 + at / 3_000_000 };
      if (at % 1000 === 0)
        keeper.offer({ ...chequer(flat(64, 48), 0, 0, 64, 48), at }, [{ track: 't1', box, score: 0.7 }], []);
      await names.see(at, [BIRD]);
      frames += 1;
    }
    const verdict = await names.finish(BIRD, 600_000);
    expect(frames).toBe(3001);
    expect(teals.shown.length).toBeLessThanOrEqual(20);
    expect(teals.shown.length).toBeGreaterThan(MOST_CROPS);
    expect(verdict?.crops).toHaveLength(MOST_CROPS);
    expect(new Set(verdict?.crops.map(({ at }) => at)).size).toBe(MOST_CROPS);
    expect(verdict!.crops[0]!.at).toBeGreaterThan(verdict!.crops.at(-1)!.at);
  });

  it('looks at no crop again that was good once and is among the best no more', async () => {
    let kept: CropToName[] = [];
    const { namer: names, teals } = namer(() => kept, { patient: true });
    for (let round = 0; round < 8; round++) {
      kept = [crop(100 + 2 * round, 2 + round), crop(101 + 2 * round, 2 + round), crop(1, 1)];
      await names.see(roundAge(round), [BIRD]);
    }
    kept = [crop(1, 1)];
    await names.finish(BIRD, 1e9);
    expect(teals.shown.filter((brightness) => brightness === 1)).toHaveLength(1);
  });

  it('tells of a crop that could not be looked at, and goes on with the others', async () => {
    const { namer: names, teals, failures } = namer(() => [crop(1, 2), crop(2, 1)], { patient: true });
    teals.answers.set(1, new Error('crashed'));
    await names.see(roundAge(0), [BIRD]);
    expect(failures).toEqual([new Error('crashed')]);
    expect(names.verdict('t1')).toMatchObject({ taxon: 'anas-crecca', crops: [{ at: 2 }] });
    teals.answers.delete(1);
    expect((await names.finish(BIRD, 2000))?.crops.map(({ at }) => at)).toEqual([1, 2]);
  });

  it('takes an answer that is no number for a failure', async () => {
    const { namer: names, teals, failures } = namer(() => [crop(1, 2), crop(2, 1)], { patient: true });
    teals.answers.set(1, sureOf('anas-crecca').fill(Number.NaN));
    await names.see(roundAge(0), [BIRD]);
    expect(failures).toEqual([expect.objectContaining({ message: expect.stringContaining('not a finite number') })]);
    expect(names.verdict('t1')).toMatchObject({ taxon: 'anas-crecca', crops: [{ at: 2 }] });
  });

  it('leaves out crops of no quality', async () => {
    const { namer: names, teals } = namer(() => [crop(1, 0), crop(2, 0)]);
    expect(await names.finish(BIRD, 100)).toBeUndefined();
    expect(teals.shown).toEqual([]);
  });

  it('keeps the name that it had where the end is cut short, and tells no failure', async () => {
    let kept = [crop(1)];
    const { namer: names, teals, failures } = namer(() => kept, { patient: true });
    await names.see(roundAge(0), [BIRD]);
    kept = [crop(1), crop(2)];
    const stop = new AbortController();
    teals.hold();
    const last = names.finish(BIRD, 2000, stop.signal);
    await settle();
    stop.abort();
    await teals.release();
    expect((await last)?.crops).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  it('names tracks that end together one after another, also after one that failed', async () => {
    const { namer: names, teals, failures } = namer((track) => [crop(track.charCodeAt(0))]);
    teals.answers.set('a'.charCodeAt(0), new Error('crashed'));
    const verdicts = await Promise.all(['a', 'b', 'c'].map((id) => names.finish({ ...BIRD, id }, 100)));
    expect(verdicts.map((verdict) => verdict?.taxon)).toEqual([undefined, 'anas-crecca', 'anas-crecca']);
    expect(teals.mostInFlight).toBe(1);
    expect(failures).toHaveLength(1);
  });

  it('takes the crops of a track that ended at once, before they are given away', async () => {
    let kept = [crop(1)];
    const { namer: names } = namer(() => kept);
    const last = names.finish(BIRD, 100);
    kept = [];
    expect((await last)?.crops).toHaveLength(1);
  });

  it('forgets tracks that end and tracks that were none, also while it looks at them', async () => {
    const { namer: names, teals } = namer(() => [crop(1)]);
    teals.hold();
    await names.see(roundAge(0), [BIRD]);
    names.forget('t1');
    await teals.release();
    expect(names.verdict('t1')).toBeUndefined();
    await names.see(roundAge(0), [{ ...BIRD, id: 't2' }]);
    await settle();
    expect(names.verdict('t2')).toBeDefined();
    await names.finish({ ...BIRD, id: 't2' }, 1000);
    expect(names.verdict('t2')).toBeUndefined();
  });

  it('forgets what it knows of a track that turns out to be a person, while it lives and when it ends', async () => {
    const { namer: names } = namer(() => [crop(1)]);
    for (const id of ['lives', 'ends']) {
      await names.see(roundAge(0), [{ ...BIRD, id }]);
      await settle();
      expect(names.verdict(id)).toBeDefined();
    }
    await names.see(roundAge(1), [{ ...BIRD, id: 'lives', kind: 'person' }]);
    expect(await names.finish({ ...BIRD, id: 'ends', kind: 'person' }, 1000)).toBeUndefined();
    expect([names.verdict('lives'), names.verdict('ends')]).toEqual([undefined, undefined]);
  });

  it('asks nobody about people, and about kinds that no classifier is for', async () => {
    const { namer: names, teals } = namer(() => [crop(1)], { patient: true });
    for (const kind of ['person', 'vehicle', 'mammal'] as const) {
      await names.see(roundAge(3), [{ ...BIRD, kind }]);
      expect(await names.finish({ ...BIRD, kind }, 1e6)).toBeUndefined();
    }
    expect(teals.shown).toEqual([]);
  });

  it('asks only the classifiers of the kind, each for as many pictures as it has margins', async () => {
    const asked: string[] = [];
    const classify: Classify['classify'] = async (model) => {
      asked.push(model);
      return sureOf('anas-crecca');
    };
    const twice = { ...BIRDS, id: 'twice@1', margins: [0, 0.2] };
    const mammals = { ...BIRDS, id: 'mammals@1', kinds: ['mammal'] as const };
    const { namer: names } = namer(() => [crop(1)], { classifiers: [BIRDS, twice, mammals], classifier: { classify } });
    const verdict = await names.finish(BIRD, 100);
    expect(asked).toEqual(['birds@1', 'twice@1', 'twice@1']);
    expect(verdict?.models).toEqual(['detector@0', 'birds@1', 'twice@1']);
  });

  it("asks for the prior of the site's month", async () => {
    const { namer: names } = namer(() => [crop(1)], { monthOf: (at) => (at > 1000 ? 6 : 5) });
    expect((await names.finish(BIRD, 2000))?.prior.month).toBe(6);
  });

  it('shows the classifier an animal of no size without failing', async () => {
    const speck = { ...crop(1), box: { x: 0.5, y: 0.5, w: 0, h: 0 } };
    const sizes: number[] = [];
    const classify: Classify['classify'] = async (_, { width, height }) => {
      sizes.push(width, height);
      return sureOf('anas-crecca');
    };
    const { namer: names } = namer(() => [speck], { classifier: { classify } });
    expect(await names.finish(BIRD, 100)).toMatchObject({ taxon: 'anas-crecca' });
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(4);
  });

  it('names tracks that live anew with other models, keeps their names until then, and ends what it began with the old ones', async () => {
    const crops = [crop(1, 3), crop(2, 2)];
    const { namer: names, teals, failures } = namer(() => crops);
    await names.see(roundAge(0), [BIRD]);
    await settle();
    teals.hold();
    await names.see(roundAge(0), [{ ...BIRD, id: 't2' }]);
    const others = new Teals();
    const birds = { ...BIRDS, id: 'birds-2@0' };
    const judges = { detector: 'other@0', classifiers: [birds], assumed: [], prior: NO_PRIOR, code: '1.0.0' };
    let over = false;
    const done = names.use({ ...judges, classifier: others satisfies Classify }).then(() => (over = true));
    await settle();
    expect(over).toBe(false);
    expect(names.verdict('t1')).toMatchObject({ taxon: 'anas-crecca', models: ['detector@0', BIRDS.id] });
    await teals.release();
    await done;
    // What was begun with the old ones was answered by them.
    expect(failures).toEqual([]);
    const verdict = await names.finish(BIRD, 5000);
    expect(verdict).toMatchObject({ taxon: 'anas-crecca', models: ['other@0', 'birds-2@0'] });
    expect(others.shown).toEqual([1, 2]);
  });
});
