import { useEffect, useRef } from 'preact/hooks';

/** What each key does. Letters are those of the English words, digits choose one of the likeliest names. */
export const KEYS = {
  confirm: ['Enter', 'c'],
  reject: ['x'],
  uncertain: ['u'],
  correct: ['e'],
  count: ['h'],
  young: ['j'],
  note: ['m'],
  undo: ['z'],
  next: ['n', 'ArrowRight'],
  previous: ['p', 'ArrowLeft'],
  play: [' '],
} as const;

/** What a key may ask for. */
export type Act = keyof typeof KEYS;

/** What a pressed key asks for: an act, the place of one of the likeliest names, or nothing. @param key as `KeyboardEvent.key` says it */
function actOf(key: string): Act | number | undefined {
  if (/^[1-5]$/.test(key)) return Number(key) - 1;
  const one = key.length === 1 ? key.toLowerCase() : key;
  return (Object.keys(KEYS) as Act[]).find((act) => (KEYS[act] as readonly string[]).includes(one));
}

/** Hears keys of the whole page, but for those typed into a field, pressed on a button or link, or with another key held. */
export function useKeys(onAct: (act: Act | number) => void): void {
  const heard = useRef(onAct);
  heard.current = onAct;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
      const on = event.target as HTMLElement;
      if (on.closest('input, select, textarea, dialog')) return;
      const act = actOf(event.key);
      // Enter and blank press what has the focus.
      if (
        act === undefined ||
        ((event.key === 'Enter' || event.key === ' ') && on.closest('a, button, summary, video'))
      )
        return;
      event.preventDefault();
      heard.current(act);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
