import type { TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';

/** How far a finger goes until it is a swipe, px; and how much farther aside than up or down. */
const FAR = 60;
const FLATTER = 2;

type Touch = TargetedPointerEvent<HTMLElement>;

/**
 * Hears a finger that is drawn to the left or to the right over an element. Give the element `touch-action: pan-y`, or the browser keeps
 * the movement to itself.
 * @returns what the element hears with
 */
export function useSwipe(onSwipe: (way: 'left' | 'right') => void) {
  const began = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined);
  return {
    onPointerDown: ({ pointerType, isPrimary, clientX, clientY, target }: Touch) => {
      // A film has a bar of its own that is drawn along.
      const own = (target as HTMLElement).closest('video') !== null;
      began.current = pointerType === 'touch' && isPrimary && !own ? { x: clientX, y: clientY } : undefined;
    },
    onPointerUp: ({ clientX, clientY }: Touch) => {
      if (!began.current) return;
      const [x, y] = [clientX - began.current.x, clientY - began.current.y];
      began.current = undefined;
      if (Math.abs(x) > FAR && Math.abs(x) > FLATTER * Math.abs(y)) onSwipe(x < 0 ? 'left' : 'right');
    },
    onPointerCancel: () => {
      began.current = undefined;
    },
  };
}
