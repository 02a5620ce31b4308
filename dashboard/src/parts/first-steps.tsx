import { words } from '../words/words.ts';
import './first-steps.css';

const STEPS = ['site', 'camera', 'look'] as const;

/** Where somebody is on the way from a new box to its first animals. */
export function FirstSteps({ at }: { readonly at: (typeof STEPS)[number] }) {
  const { way, steps } = words.value.setup;
  const here = STEPS.indexOf(at);
  return (
    <ol class="first-steps" aria-label={way}>
      {STEPS.map((step, n) => (
        <li key={step} class={n < here ? 'done' : undefined} aria-current={n === here ? 'step' : undefined}>
          <span aria-hidden="true">{n < here ? '✓' : n + 1}</span> {steps[step]}
        </li>
      ))}
    </ol>
  );
}
