/** Outlines of 24 by 24, drawn for Roost. */
const PATHS = {
  now: 'M12 3v2M12 19v2M3 12h2M19 12h2M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z',
  visits: 'M4 6h16M4 12h16M4 18h10',
  review: 'M5 12.5 10 17 19 7',
  species: 'M4 16c4 0 5-6 9-8 3-1 5 1 7 1-1 3-4 3-4 6-1 3-5 4-8 3M8 18l-2 3M11 18l-1 3',
  effort: 'M4 5h4v4H4ZM10 5h4v4h-4ZM16 5h4v4h-4ZM4 11h4v4H4ZM10 11h4v4h-4ZM4 17h4v3H4Z',
  tallies: 'M5 20V10M12 20V4M19 20v-7',
  cameras: 'M3 8h4l2-3h6l2 3h4v11H3ZM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  models: 'M12 3 4 7.5v9L12 21l8-4.5v-9ZM4 7.5l8 4.5 8-4.5M12 12v9',
  system: 'M4 5h16v10H4ZM9 20h6M12 15v5',
  live: 'M3 6h18v12H3ZM10 9.5v5l4.5-2.5Z',
  play: 'M8 5v14l11-7Z',
  stop: 'M7 7h10v10H7Z',
  menu: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  close: 'M6 6l12 12M18 6 6 18',
} as const;

/** A sign that stands beside words, never in place of them. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
