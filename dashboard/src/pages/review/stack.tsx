import { useEffect, useState } from 'preact/hooks';
import { usePages } from '../../api/pages.ts';
import { Empty, Failed, Reading } from '../../parts/said.tsx';
import { words } from '../../words/words.ts';
import { Case } from './case.tsx';
import { LastSaid } from './last-said.tsx';
import type { Queue } from './queue.ts';

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
  if (items.length === 0)
    return error ? (
      <Failed error={error} again={pages.again} />
    ) : loading || !complete ? (
      <Reading lines={8} />
    ) : (
      <Empty>{said.done}</Empty>
    );
  const visit = items[at];
  const step = (by: number) => setAt(Math.min(Math.max(0, at + by), items.length));
  if (!visit)
    return (
      <>
        <Empty>{said.over}</Empty>
        <div class="decide-row">
          <button type="button" onClick={() => step(-1)}>
            {said.actions.previous}
          </button>
          <LastSaid />
        </div>
      </>
    );
  return (
    <>
      <p class="soft">{said.position(at + 1, items.length)}</p>
      <Case key={visit.id} id={visit.id} queue={queue} next={items[at + 1]?.id} step={step} />
    </>
  );
}
