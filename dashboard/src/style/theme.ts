import { effect, signal } from '@preact/signals';

/** Which colours are shown. */
export type Theme = 'auto' | 'light' | 'dark';

const KEPT = 'roost-theme';
const kept = localStorage.getItem(KEPT);
const dark = matchMedia('(prefers-color-scheme: dark)');

/** What was chosen on this machine. */
export const theme = signal<Theme>(kept === 'light' || kept === 'dark' ? kept : 'auto');
const systemDark = signal(dark.matches);
dark.addEventListener('change', ({ matches }) => {
  systemDark.value = matches;
});

effect(() => {
  const shown = theme.value === 'auto' ? (systemDark.value ? 'dark' : 'light') : theme.value;
  document.documentElement.dataset.theme = shown;
});

/** Shows other colours, and remembers it. */
export function choose(wanted: Theme): void {
  localStorage.setItem(KEPT, wanted);
  theme.value = wanted;
}
