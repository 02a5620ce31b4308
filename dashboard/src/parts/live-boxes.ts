import type { LiveTracks } from '../api/types.ts';
import { nameOf, percent, words } from '../words/words.ts';

type Mark = LiveTracks['tracks'][number];

/** Bright on any picture, told apart by everybody; the label says the same in words. */
const COLOURS = { bird: '#7fe0ca', mammal: '#ffb469', person: '#ffffff', vehicle: '#d5dbd5' } as const;
/** A narrower picture, px of the page, has room for names alone. */
const ROOMY = 480;
const HALO = 'rgb(0 0 0 / 75%)';

/** What a mark is called: its name so far, else its kind. */
export function nameOfMark({ taxon, kind }: Pick<Mark, 'taxon' | 'kind'>): string {
  return taxon ? nameOf(taxon) : words.value.live.kinds[kind];
}

/** The end of a track's id, which is enough to tell those of a picture apart. */
export const shortId = (track: string): string => track.slice(-4);

/** Draws the boxes of a moment over its picture. @param scale pixels of the canvas to one of the page */
export function drawBoxes(to: CanvasRenderingContext2D, tracks: readonly Mark[], scale: number): void {
  const { width, height } = to.canvas;
  const roomy = width / scale >= ROOMY;
  const size = (roomy ? 13 : 11) * scale;
  to.font = `600 ${size}px system-ui, sans-serif`;
  to.textBaseline = 'middle';
  to.lineJoin = 'round';
  for (const mark of tracks) {
    const { box, kind, seen, taxonScore, track } = mark;
    const [x, y, w, h] = [box.x * width, box.y * height, box.w * width, box.h * height];
    // Where it was not seen in this frame, it is taken to be.
    to.setLineDash(seen ? [] : [5 * scale, 4 * scale]);
    for (const [colour, line] of [
      [HALO, 4],
      [COLOURS[kind], 2],
    ] as const) {
      to.strokeStyle = colour;
      to.lineWidth = line * scale;
      to.strokeRect(x, y, w, h);
    }
    const sure = taxonScore === undefined ? '' : ` ${percent(taxonScore)}`;
    const text = roomy ? `${nameOfMark(mark)}${sure} · ${shortId(track)}` : nameOfMark(mark);
    const edge = (roomy ? 5 : 3) * scale;
    const wide = to.measureText(text).width + 2 * edge;
    const high = size + (roomy ? 8 : 5) * scale;
    const left = Math.max(0, Math.min(width - wide, x - scale));
    const top = y >= high ? y - high : Math.min(height - high, y + h);
    to.fillStyle = HALO;
    to.fillRect(left, top, wide, high);
    to.fillStyle = COLOURS[kind];
    to.fillText(text, left + edge, top + high / 2);
  }
}
