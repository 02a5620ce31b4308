import type { Health } from '../api/types.ts';
import { cameraName } from '../shell/box.ts';
import { words } from '../words/words.ts';
import { Told } from './told.tsx';

/** What is wrong with a box, and what it cannot name, a sentence each; nothing where all is well. */
export function Troubles({ box }: { readonly box: Health }) {
  const { troubles: said } = words.value;
  const { store, inference, unlooked, unnamed, troubles, troublesSaid } = box;
  const all = [
    ...(inference.some(({ state }) => state === 'ready') ? [] : [said.inference]),
    ...unlooked.map((camera) => said.unlooked(cameraName(camera))),
  ];
  if (store.ok && all.length === 0 && troubles.length === 0 && unnamed.length === 0) return null;
  return (
    <ul class="troubles" aria-label={said.title}>
      {!store.ok && (
        <li key="store">
          {said.store} <Told said={store.said}>{store.message}</Told>
        </li>
      )}
      {all.map((trouble) => (
        <li key={trouble}>{trouble}</li>
      ))}
      {troubles.map((trouble, n) => (
        <li key={trouble}>
          <Told said={troublesSaid[n]}>{trouble}</Told>
        </li>
      ))}
      {unnamed.length > 0 && (
        <li key="unnamed">
          {said.unnamed(unnamed.map(({ kind }) => said.kinds[kind]))} <code>roost models pull</code>
        </li>
      )}
    </ul>
  );
}
