import type { ComponentType } from 'preact';
import { lazy } from '../base/lazy.tsx';
import { Now } from '../pages/now/now.tsx';
import type { Words } from '../words/en.ts';

/** A page of the dashboard: its place in the address, its name, and what shows it. */
export interface Page {
  readonly id: Exclude<keyof Words['nav'], 'more' | 'main' | 'skip'>;
  readonly show: ComponentType;
  /** True where it is reached from another page, and does not stand in the navigation. */
  readonly inner?: true;
}

/** Every page, in the order in which they stand in the navigation. The first is the start; all others are loaded when they are opened. */
export const PAGES: readonly Page[] = [
  { id: 'now', show: Now },
  {
    id: 'live',
    show: lazy(() => import('../pages/live/live.tsx').then(({ Live }) => Live)),
    inner: true,
  },
  { id: 'visits', show: lazy(() => import('../pages/visits/visits.tsx').then(({ Visits }) => Visits)) },
  { id: 'review', show: lazy(() => import('../pages/review/review.tsx').then(({ Review }) => Review)) },
  {
    id: 'species',
    show: lazy(() => import('../pages/species/species.tsx').then(({ Species }) => Species)),
  },
  { id: 'effort', show: lazy(() => import('../pages/effort/effort.tsx').then(({ Effort }) => Effort)) },
  {
    id: 'tallies',
    show: lazy(() => import('../pages/tallies/tallies.tsx').then(({ Tallies }) => Tallies)),
  },
  {
    id: 'cameras',
    show: lazy(() => import('../pages/cameras/cameras.tsx').then(({ Cameras }) => Cameras)),
  },
  { id: 'models', show: lazy(() => import('../pages/models/models.tsx').then(({ Models }) => Models)) },
  { id: 'system', show: lazy(() => import('../pages/system/system.tsx').then(({ System }) => System)) },
];
