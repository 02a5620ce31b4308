import { useRef } from 'preact/hooks';
import { words } from '../../words/words.ts';
import { type Area, type Corner, moved, without } from './areas.ts';

/** How far a key moves a corner, and with Shift, as a fraction of the picture. */
const STEP = 0.01;
const LEAP = 0.05;
const WAYS: Readonly<Record<string, Corner>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The corners of an area, to be pulled with a mouse or a finger, or moved by keys. */
export function Corners({ area, onChange }: { readonly area: Area; readonly onChange: (area: Area) => void }) {
  const { cameras: said } = words.value;
  const held = useRef<number | undefined>(undefined);
  const { name, polygon } = area;
  const put = (changed: readonly Corner[]) => onChange({ ...area, polygon: changed });
  const pull = (event: PointerEvent) => {
    if (held.current === undefined) return;
    const frame = (event.currentTarget as HTMLElement).parentElement!.getBoundingClientRect();
    const at = [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height] as const;
    put(moved(polygon, held.current, at));
  };
  const press = (event: KeyboardEvent, index: number) => {
    const way = WAYS[event.key];
    const [x, y] = polygon[index]!;
    if (way) {
      const far = event.shiftKey ? LEAP : STEP;
      put(moved(polygon, index, [x + way[0] * far, y + way[1] * far]));
    } else if (event.key === 'Delete' || event.key === 'Backspace') put(without(polygon, index));
    else return;
    event.preventDefault();
  };
  const percent = (part: number) => Math.round(part * 100);
  return (
    <>
      {polygon.map(([x, y], n) => (
        <button
          key={n}
          type="button"
          class="corner"
          style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
          aria-label={said.corner(n + 1, name, percent(x), percent(y))}
          onKeyDown={(event) => press(event, n)}
          onPointerDown={(event) => {
            held.current = n;
            (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
          }}
          onPointerMove={pull}
          onPointerUp={() => {
            held.current = undefined;
          }}
          onPointerCancel={() => {
            held.current = undefined;
          }}
        />
      ))}
    </>
  );
}
