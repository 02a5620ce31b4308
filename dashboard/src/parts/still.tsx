import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { link } from '../api/live.ts';
import { words } from '../words/words.ts';
import './live.css';

/** A machine on a small screen or a paid link gets few bytes. */
export const sparing = (): boolean => {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true || matchMedia('(width < 48rem)').matches;
};

/**
 * A camera's picture as it is now, taken anew every few seconds while it is in view. What stands in its place is shown until there is
 * one, and where there is none.
 * @param every ms
 */
export function Still({
  camera,
  name,
  width,
  every,
  instead,
}: {
  readonly camera: string;
  readonly name: string;
  readonly width: 320 | 640 | 1280;
  readonly every: number;
  readonly instead: ComponentChildren;
}) {
  const place = useRef<HTMLSpanElement>(null);
  const [turn, setTurn] = useState(0);
  const [good, setGood] = useState(false);
  useEffect(() => {
    let inView = false;
    // While the box does not answer, the last one stays.
    const next = () => inView && !document.hidden && link.value.state !== 'lost' && setTurn((n) => n + 1);
    const watch = new IntersectionObserver((entries) => {
      const before = inView;
      inView = entries.some(({ isIntersecting }) => isIntersecting);
      if (inView && !before) next();
    });
    watch.observe(place.current!);
    const timer = setInterval(next, every);
    return () => {
      watch.disconnect();
      clearInterval(timer);
    };
  }, [camera, every]);
  return (
    <span class={`still${good ? '' : ' none'}`} ref={place}>
      {!good && instead}
      {turn > 0 && (
        <img
          src={`api/v1/cameras/${encodeURIComponent(camera)}/picture?width=${width}&turn=${turn}`}
          alt={words.value.live.still(name)}
          hidden={!good}
          onLoad={() => setGood(true)}
          onError={() => setGood(false)}
        />
      )}
    </span>
  );
}
