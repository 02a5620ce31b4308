import {
  measureElement,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
} from '@tanstack/virtual-core';
import { Component, type ComponentChildren } from 'preact';
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

/**
 * Rows are placed by so many together: each height that turns out otherwise has all that come after placed anew, which is too slow
 * for 100,000 rows by themselves.
 */
const BLOCK = 16;
/** How many blocks before the last one more are asked for. */
const AHEAD = 2;

/** A list of any length that scrolls with the page: only what is seen is drawn. */
export function Endless<T>({ items, keyOf, rowHeight, onEnd, children }: EndlessProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  const [, draw] = useState(0);
  const blocks = Math.ceil(items.length / BLOCK);
  const [virtual] = useState(
    () =>
      new Virtualizer<Window, HTMLOListElement>({
        count: 0,
        getScrollElement: () => window,
        estimateSize: () => rowHeight * BLOCK,
        scrollToFn: windowScroll,
        observeElementRect: observeWindowRect,
        observeElementOffset: observeWindowOffset,
        measureElement,
        overscan: 1,
        onChange: () => draw((n) => n + 1),
      }),
  );
  // Another function would have every block placed anew with each picture of the screen.
  const getItemKey = useCallback((block: number) => keyOf(items[block * BLOCK]!), [items]);
  virtual.setOptions({
    ...virtual.options,
    count: blocks,
    getItemKey,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  useEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= blocks - AHEAD) onEnd();
  }, [last, items.length]);
  return (
    <div ref={list} class="endless" style={{ height: `${virtual.getTotalSize()}px`, position: 'relative' }}>
      {seen.map(({ index, key, start }) => (
        <ol
          key={key}
          data-index={index}
          ref={(block) => virtual.measureElement(block)}
          style={{
            insetInline: 0,
            position: 'absolute',
            top: 0,
            transform: `translateY(${start - virtual.options.scrollMargin}px)`,
          }}
        >
          <Rows
            items={items.slice(index * BLOCK, (index + 1) * BLOCK)}
            first={index * BLOCK}
            of={items.length}
            keyOf={keyOf}
            row={children}
          />
        </ol>
      ))}
    </div>
  );
}

interface RowsProps<T> {
  readonly items: readonly T[];
  readonly first: number;
  readonly of: number;
  readonly keyOf: (item: T) => string;
  readonly row: (item: T) => ComponentChildren;
}

/** The rows of a block, which are drawn again only where they are others. */
class Rows<T> extends Component<RowsProps<T>> {
  override shouldComponentUpdate({ items, of }: RowsProps<T>): boolean {
    const shown = this.props.items;
    return of !== this.props.of || items.length !== shown.length || items.some((item, n) => item !== shown[n]);
  }

  override render({ items, first, of, keyOf, row }: RowsProps<T>) {
    return items.map((item, n) => (
      <li key={keyOf(item)} aria-setsize={of} aria-posinset={first + n + 1}>
        {row(item)}
      </li>
    ));
  }
}
