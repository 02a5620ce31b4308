import { useEffect, useRef, useState } from 'preact/hooks';
import { usePages } from '../../api/pages.ts';
import type { Review, VisitDetail } from '../../api/types.ts';
import { Empty, Failed, Reading } from '../../parts/said.tsx';
import { Wrong } from '../../parts/wrong.tsx';
import { words } from '../../words/words.ts';
import { Case } from './case.tsx';
import { Conflict } from './case-head.tsx';
import { Key } from './form.tsx';
import { type Act, useKeys } from './keys.ts';
import { lastStored } from './last.ts';
import { LastSaid } from './last-said.tsx';
import type { Queue } from './queue.ts';
import { useStoring } from './storing.ts';
import { useUndo } from './undo.ts';

const PAGE = 50;
const AHEAD = 5;

/** Visits of a queue, one after another: the next one is there when one is decided. @param onEnd hears that it was gone through */
export function Stack({
  queue,
  taxon,
  onEnd,
}: {
  readonly queue: Queue;
  readonly taxon: string | undefined;
  readonly onEnd: () => void;
}) {
  const { review: said } = words.value;
  const pages = usePages('GET /api/v1/review/queues/{queue}', {
    params: { queue },
    query: { limit: PAGE, ...(taxon !== undefined && { taxon }) },
  });
  const [at, setAt] = useState(0);
  const { items, loading, error, complete } = pages;
  useEffect(() => {
    if (at >= items.length - AHEAD) pages.more();
  }, [at, items.length]);
  const over = items.length > 0 && at >= items.length && complete;
  useEffect(() => {
    if (over) onEnd();
  }, [over]);
  const storing = useStoring();
  const undo = useUndo(storing, at, (visit) => {
    const place = items.findIndex(({ id }) => id === visit);
    setAt((before) => (place === -1 ? before : place));
  });
  // From where it is by then: two keys may be heard before it is drawn again.
  const step = (by: number) => setAt((before) => Math.min(Math.max(0, before + by), items.length));
  const judge = useRef<((what: Act | number) => void) | undefined>(undefined);
  // Heard here, and not by the visit that is shown: keys that go on, or back, count while one is read, and at the end.
  const act = (what: Act | number) => {
    if (what === 'undo') void undo.go();
    // A decision goes on by itself once it is stored; another key would be for a visit that nobody has seen.
    else if (storing.busy) return;
    else if (what === 'next') step(1);
    else if (what === 'previous') step(-1);
    else judge.current?.(what);
  };
  useKeys(act);
  const onStored = (visit: VisitDetail, action: Review['action']) => {
    lastStored.value = { visit, action, review: visit.reviews.at(-1)!.id };
    step(1);
  };
  if (items.length === 0 || (at >= items.length && !complete))
    return error ? (
      <Failed error={error} again={pages.again} />
    ) : loading || !complete ? (
      <Reading lines={8} />
    ) : (
      <Empty>{said.done}</Empty>
    );
  const visit = items[at];
  return (
    <>
      {visit && <p class="soft">{said.position(at + 1, items.length)}</p>}
      {undo.conflict && undo.conflict.id === visit?.id && <Conflict visit={undo.conflict} />}
      <Wrong error={undo.error} />
      {visit ? (
        <Case
          key={`${visit.id} ${undo.turn}`}
          id={visit.id}
          next={items[at + 1]?.id}
          {...{ queue, act, judge, storing, onStored }}
        />
      ) : (
        <>
          <Empty>{said.over}</Empty>
          <div class="decide-row">
            <Key act="previous" onAct={act} />
            {lastStored.value && <Key act="undo" onAct={act} />}
            <LastSaid />
          </div>
        </>
      )}
    </>
  );
}
