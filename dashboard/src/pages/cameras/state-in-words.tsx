import type { Camera } from '../../api/types.ts';
import { moment } from '../../base/time.ts';
import { number, words } from '../../words/words.ts';

/** What a camera does, and why. */
export function StateInWords({ camera: { state, since, cause, figures } }: { readonly camera: Camera }) {
  const { states, causes, now: said } = words.value;
  return (
    <p class={`camera-state ${state}`}>
      <strong>{states[state]}</strong>{' '}
      {state === 'watching' ? said.fps(number(figures.fps, 1)) : said.since(moment(since), cause && causes[cause.code])}
    </p>
  );
}
