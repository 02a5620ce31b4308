import {
  measureElement,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
} from '@tanstack/virtual-core';
import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

interface EndlessProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** How high a row is before it was drawn, px. */
  readonly rowHeight: number;
  /** Called when the end comes near. */
  readonly onEnd: () => void;
  readonly children: (item: T) => ComponentChildren;
}

/** How many rows before the last one more are asked for. */
const AHEAD = 20;

/** A list of any length that scrolls with the page: only what is seen is drawn. */
export function Endless<T>({ items, keyOf, rowHeight, onEnd, children }: EndlessProps<T>) {
  const list = useRef<HTMLOListElement>(null);
  const [, draw] = useState(0);
  const [virtual] = useState(
    () =>
      new Virtualizer<Window, HTMLLIElement>({
        count: 0,
        getScrollElement: () => window,
        estimateSize: () => rowHeight,
        scrollToFn: windowScroll,
        observeElementRect: observeWindowRect,
        observeElementOffset: observeWindowOffset,
        measureElement,
        overscan: 8,
        onChange: () => draw((n) => n + 1),
      }),
  );
  // Another function would have every row placed anew with each picture of the screen.
  const getItemKey = useCallback((index: number) => keyOf(items[index]!), [items]);
  virtual.setOptions({
    ...virtual.options,
    count: items.length,
    getItemKey,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  useEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - AHEAD) onEnd();
  }, [last, items.length]);
  return (
    <ol ref={list} class="endless" style={{ height: `${virtual.getTotalSize()}px`, position: 'relative' }}>
      {rows.map(({ index, key, start }) => (
        <li
          key={key}
          data-index={index}
          ref={(row) => virtual.measureElement(row)}
          aria-setsize={items.length}
          aria-posinset={index + 1}
          style={{
            insetInline: 0,
            position: 'absolute',
            top: 0,
            transform: `translateY(${start - virtual.options.scrollMargin}px)`,
          }}
        >
          {children(items[index]!)}
        </li>
      ))}
    </ol>
  );
}
