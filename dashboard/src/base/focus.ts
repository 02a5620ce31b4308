import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Has a field take the keys as soon as it is shown; the attribute `autofocus` does so only while a page is loaded. */
export function useFocus<T extends HTMLElement>(wanted = true): RefObject<T | null> {
  const field = useRef<T>(null);
  useEffect(() => {
    if (wanted) field.current?.focus();
  }, [wanted]);
  return field;
}
