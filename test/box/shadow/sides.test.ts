import { expect, it } from 'vitest';
import { idsOf, sidesOf } from '../../../src/box/shadow/sides.ts';
import { heardBy } from '../../../src/box/taught-heads.ts';
import { stand } from './stand.ts';

it('a taught head takes the place of one that lies in another version of its bundle, beside all others', async () => {
  const box = await stand();
  await box.teach('herons', 1);
  await box.teach('ducks', 4);
  await box.teach('herons', 2);
  const which = (id: string, version: number) => ({ id, version });
  let { candidate } = await sidesOf(box.folder, which('herons', 1), {
    models: box.models,
    heads: { handed: [], own: [] },
  });
  const [first] = candidate.heads.handed;
  // What a box was taught itself may look like a version of a bundle, and never is one.
  const own = [{ ...first!, id: 'ducks-3@00000000' }];
  candidate = (await sidesOf(box.folder, which('ducks', 4), { ...candidate, heads: { handed: [first!], own } }))
    .candidate;
  const sides = await sidesOf(box.folder, which('herons', 2), candidate);
  expect(idsOf(sides.present).slice(2)).toEqual([
    expect.stringMatching(/^herons-1@/),
    expect.stringMatching(/^ducks-4@/),
  ]);
  expect(idsOf(sides.candidate).slice(2)).toEqual([
    expect.stringMatching(/^ducks-4@/),
    expect.stringMatching(/^herons-2@/),
  ]);
  expect(sides.candidate.heads.own).toBe(own);
  await expect(sidesOf(box.folder, which('herons', 2), sides.candidate)).rejects.toThrow('is in use already');
});

it('a taught head that no model in use gives features to is refused, and heard with a model that gives the same', async () => {
  const box = await stand();
  await box.teach('herons', 1);
  const heads = { handed: [], own: [] };
  const blind = { ...box.models, classifiers: [] };
  await expect(sidesOf(box.folder, { id: 'herons', version: 1 }, { models: blind, heads })).rejects.toThrow(
    'no model in use gives the features that it reads, those of planes@',
  );
  const present = { models: box.models, heads };
  const { candidate } = await sidesOf(box.folder, { id: 'herons', version: 1 }, present);
  // Another version of the model, with other labels: heads are heard by it too, as the box does it once it is in use.
  const planes = await sidesOf(box.folder, { id: 'planes', version: 2 }, candidate);
  const [head] = heardBy(planes.candidate.heads, planes.candidate.models)!.heads;
  expect(head!.reads).toEqual([expect.stringMatching(/^planes-2@/)]);
});
