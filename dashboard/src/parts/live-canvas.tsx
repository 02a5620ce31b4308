import { useEffect, useRef, useState } from 'preact/hooks';
import { type Glimpse, look } from '../api/look.ts';
import type { LiveAsk, LiveTracks } from '../api/types.ts';
import { words } from '../words/words.ts';
import { drawBoxes } from './live-boxes.ts';
import './live.css';

/**
 * A camera's pictures as they come, moving, with boxes around what is followed, each of the moment of its picture.
 * @param told hears of each moment that is shown
 */
export function LiveCanvas({
  camera,
  name,
  width,
  boxes = true,
  hidden = false,
  told = () => undefined,
}: {
  readonly camera: string;
  readonly name: string;
  readonly width: LiveAsk['width'];
  readonly boxes?: boolean;
  /** True while stills stand in its place: it goes on asking for pictures. */
  readonly hidden?: boolean;
  readonly told?: (moment: LiveTracks) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const wanted = useRef({ boxes, told });
  wanted.current = { boxes, told };
  const [withheld, setWithheld] = useState(false);
  useEffect(() => {
    let away = false;
    let drawing = false;
    const stop = look(camera, width, (glimpse) => {
      setWithheld(glimpse.told.type === 'withheld');
      // One that comes while another is being drawn is missed: this machine is the slow one then.
      if (drawing) return;
      drawing = true;
      draw(canvas.current!, glimpse, () => !away && wanted.current.boxes)
        .then(() => !away && wanted.current.told(glimpse.told))
        .catch(() => undefined)
        .finally(() => {
          drawing = false;
        });
    });
    return () => {
      away = true;
      stop();
    };
  }, [camera, width]);
  return (
    <span class="live-canvas" hidden={hidden}>
      <canvas ref={canvas} role="img" aria-label={words.value.live.of(name)} width={16} height={9} />
      {withheld && <span class="live-note">{words.value.live.withheld}</span>}
    </span>
  );
}

/** Draws a picture and its boxes at the size in which they are seen. */
async function draw(canvas: HTMLCanvasElement, { told, picture }: Glimpse, boxes: () => boolean): Promise<void> {
  const bitmap = picture && (await createImageBitmap(picture));
  const scale = devicePixelRatio || 1;
  const shape = bitmap ? bitmap.height / bitmap.width : canvas.height / canvas.width;
  const width = Math.max(bitmap?.width ?? 0, Math.round(canvas.clientWidth * scale));
  const height = Math.round(width * shape);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const to = canvas.getContext('2d', { alpha: false })!;
  if (bitmap) to.drawImage(bitmap, 0, 0, width, height);
  else to.fillRect(0, 0, width, height);
  bitmap?.close();
  if (boxes()) drawBoxes(to, told.tracks, width / Math.max(1, canvas.clientWidth));
  // For who looks at the page from without: of which moment it is.
  canvas.dataset.at = told.at;
}
