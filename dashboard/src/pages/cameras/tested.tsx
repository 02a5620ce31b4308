import { Fragment } from 'preact';
import type { CameraTested } from '../../api/types.ts';
import { number, percent, words } from '../../words/words.ts';
import './tested.css';

type Moment = CameraTested['moments'][number];
type Box = Moment['looks'][number]['box'];

/** What was found in the picture that is shown. */
export function TestBoxes({ tested: { moments, shown } }: { readonly tested: CameraTested }) {
  const moment = shown === undefined ? undefined : moments[shown];
  if (!moment) return null;
  return (
    <g class="test-boxes">
      {moment.looks.map(({ box }, n) => (
        <Mark key={`l${n}`} box={box} kind="look" />
      ))}
      {moment.motion.map(({ box, left }, n) => (
        <Mark key={`m${n}`} box={box} kind={left ? 'left' : 'motion'} />
      ))}
      {moment.found.map(({ box, masked }, n) => (
        <Mark key={`f${n}`} box={box} kind={masked ? 'masked' : 'found'} />
      ))}
    </g>
  );
}

/** A mark of one kind, on a dark edge; what does not count is struck out, by one line or by two. */
function Mark({ box: { x, y, w, h }, kind }: { readonly box: Box; readonly kind: (typeof LEGEND)[number] }) {
  const lines = [
    ...(kind === 'left' || kind === 'masked' ? [`M${x} ${y + h}L${x + w} ${y}`] : []),
    ...(kind === 'masked' ? [`M${x} ${y}L${x + w} ${y + h}`] : []),
  ].join('');
  return (
    <>
      {['edge', `box-${kind}`].map((part) => (
        <Fragment key={part}>
          <rect class={part} x={x} y={y} width={w} height={h} />
          {lines !== '' && <path class={part} d={lines} />}
        </Fragment>
      ))}
    </>
  );
}

/** Where a mark stands in the legend. */
const SAMPLE: Box = { x: 0.15, y: 0.2, w: 0.7, h: 0.6 };

const LEGEND = ['found', 'masked', 'motion', 'left', 'look'] as const;

/** The same of all pictures, in words. */
export function TestWords({ tested: { moments, cause } }: { readonly tested: CameraTested }) {
  const { cameras: said, causes } = words.value;
  if (moments.length === 0)
    return (
      <p role="status">
        {said.testNothing}
        {cause && `: ${causes[cause.code]}`}
      </p>
    );
  const count = (of: (moment: Moment) => boolean) => moments.filter(of).length;
  const masked = moments.flatMap(({ found }) => found.filter((one) => one.masked)).length;
  const hidden = count(({ motion }) => motion.some(({ left }) => left === 'mask'));
  const outside = count(({ motion }) => motion.some(({ left }) => left === 'outside-zones'));
  const looks = moments.reduce((sum, moment) => sum + moment.looks.length, 0);
  return (
    <div role="status" class="test-words">
      <p>
        <strong>{said.tested(moments.length, number((moments.at(-1)?.after ?? 0) / 1000))}</strong>
      </p>
      <ul>
        <li>{said.testMotion(count(({ motion }) => motion.some(({ left }) => left === undefined)))}</li>
        <li>{said.testLooks(looks)}</li>
        {seenIn(moments).map(([kind, scores]) => (
          <li key={kind}>{said.testSeen(said.kinds[kind], scores.length, percent(Math.max(...scores)))}</li>
        ))}
        {moments.every(({ found }) => found.every((one) => one.masked)) && <li>{said.testNone}</li>}
        {hidden + masked > 0 && <li>{said.testMasked(hidden, masked)}</li>}
        {outside > 0 && <li>{said.testOutside(outside)}</li>}
      </ul>
      <ul class="test-legend">
        {LEGEND.map((kind) => (
          <li key={kind}>
            <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
              <g class="test-boxes">
                <Mark box={SAMPLE} kind={kind} />
              </g>
            </svg>
            {said.legend[kind]}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Scores of what counts, by kind. */
function seenIn(moments: readonly Moment[]) {
  const seen = new Map<Moment['found'][number]['kind'], number[]>();
  for (const { kind, score, masked } of moments.flatMap(({ found }) => found))
    if (!masked) seen.set(kind, [...(seen.get(kind) ?? []), score]);
  return [...seen];
}
