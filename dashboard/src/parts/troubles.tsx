import type { Health } from '../api/types.ts';
import { cameraName } from '../shell/box.ts';
import { words } from '../words/words.ts';
import { Told } from './told.tsx';
import type { Unwell } from './unwell.ts';

/** What is wrong with a box, and what it cannot name, a sentence each; nothing where all is well. */
export function Troubles({ of, unnamed }: { readonly of: readonly Unwell[]; readonly unnamed: Health['unnamed'] }) {
  const { troubles: said } = words.value;
  if (of.length === 0 && unnamed.length === 0) return null;
  return (
    <ul class="troubles" aria-label={said.title}>
      {of.map((one) => (
        <li key={JSON.stringify(one)}>
          <Trouble one={one} />
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

function Trouble({ one }: { readonly one: Unwell }) {
  const { troubles: said } = words.value;
  switch (one.of) {
    case 'store':
      return (
        <>
          {said.store} <Told said={one.said}>{one.message}</Told>
        </>
      );
    case 'inference':
      return <>{one.none ? said.inference : said.someInference}</>;
    case 'watcher':
      return <>{said.watcher(one.cameras.map(cameraName))}</>;
    case 'unlooked':
      return <>{said.unlooked(cameraName(one.camera))}</>;
    case 'cameras':
      return <>{said.cameras(one.cameras.map(cameraName))}</>;
    case 'trouble':
      return <Told said={one.said}>{one.message}</Told>;
  }
}
