import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Visit } from '../../api/types.ts';
import { standing, VisitRow } from '../../parts/visit-row.tsx';
import { Icon } from '../../shell/icon.tsx';
import { nameOf, words } from '../../words/words.ts';
import { Preview } from './preview.tsx';
import './preview.css';

/** The one visit that moves. */
const shown = signal<string | undefined>(undefined);
/** A mouse that only passes asks for nothing, ms. */
const REST = 300;
const still = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * A visit in a row, which moves while a mouse rests on it or the keyboard is at it, and by a button where there is neither, or where
 * somebody wants nothing to move by itself. Nothing of it is loaded before.
 */
export function PreviewRow({ visit }: { readonly visit: Visit }) {
  const { visits: said } = words.value;
  const { id } = visit;
  const due = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const name = nameOf(standing(visit).taxon);
  const moves = shown.value === id;
  const end = () => {
    clearTimeout(due.current);
    due.current = undefined;
    if (shown.value === id) shown.value = undefined;
  };
  const begin = () => {
    if (still.matches || moves || due.current !== undefined) return;
    due.current = setTimeout(() => {
      due.current = undefined;
      shown.value = id;
    }, REST);
  };
  useEffect(() => end, [id]);
  return (
    <div
      class="preview-row"
      // Not as it comes in alone: a row may also come to lie under a mouse that rests.
      onPointerMove={({ pointerType }) => pointerType === 'mouse' && begin()}
      onPointerLeave={({ pointerType }) => pointerType === 'mouse' && end()}
      onFocusIn={({ target }) => (target as HTMLElement).matches('a:focus-visible') && begin()}
      onFocusOut={({ target }) => (target as HTMLElement).matches('a') && end()}
    >
      <div class="preview-head">
        <VisitRow visit={visit} day />
        <button
          type="button"
          class="preview-play"
          aria-label={moves ? said.previewStop : said.preview(name)}
          onClick={() => {
            clearTimeout(due.current);
            shown.value = moves ? undefined : id;
          }}
        >
          <Icon name={moves ? 'stop' : 'play'} />
        </button>
      </div>
      {moves && <Preview id={id} name={name} />}
    </div>
  );
}
