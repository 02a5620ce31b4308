import { useState } from 'preact/hooks';
import { read } from '../../api/client.ts';
import { usePages } from '../../api/pages.ts';
import { may } from '../../api/session.ts';
import { clock } from '../../base/time.ts';
import { Picture } from '../../parts/picture.tsx';
import { Empty, Failed, Reading } from '../../parts/said.tsx';
import { standing } from '../../parts/visit-row.tsx';
import { cameraName } from '../../shell/box.ts';
import { nameOf, number, words } from '../../words/words.ts';
import { decide } from './decide.ts';
import type { Queue } from './queue.ts';

const PAGE = 60;

/** Many visits of a queue as pictures, of which those that are alike are decided on together. */
export function Many({ queue, taxon }: { readonly queue: Queue; readonly taxon: string | undefined }) {
  const { review: said } = words.value;
  const pages = usePages('GET /api/v1/review/queues/{queue}', {
    params: { queue },
    query: { limit: PAGE, ...(taxon !== undefined && { taxon }) },
  });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState('');
  const [busy, setBusy] = useState(false);
  const visits = pages.items.filter(({ id }) => !gone.has(id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const all = async (action: 'confirm' | 'reject') => {
    setBusy(true);
    const stored: string[] = [];
    for (const id of chosen) {
      const done = await read('GET /api/v1/visits/{id}', { params: { id } })
        .then((visit) => decide(visit, { action }))
        .catch(() => ({ stored: false }));
      if (done.stored) stored.push(id);
    }
    const left = [...chosen].filter((id) => !stored.includes(id));
    setGone(new Set([...gone, ...stored]));
    setChosen(new Set(left));
    setTold([said.stored(stored.length), left.length > 0 && said.notStored(left.length)].filter(Boolean).join('. '));
    setBusy(false);
  };
  return (
    <>
      <div class="many-acts">
        <button type="button" onClick={() => setChosen(new Set(visits.map(({ id }) => id)))}>
          {said.selectAll}
        </button>
        <button
          type="button"
          class="main"
          disabled={busy || chosen.size === 0 || !may('POST /api/v1/visits/{id}/reviews')}
          onClick={() => void all('confirm')}
        >
          {said.confirmAll}
        </button>
        <button
          type="button"
          disabled={busy || chosen.size === 0 || !may('POST /api/v1/visits/{id}/reviews')}
          onClick={() => void all('reject')}
        >
          {said.rejectAll}
        </button>
        <output class="soft">{told || said.selected(chosen.size)}</output>
      </div>
      <ul class="many">
        {visits.map((visit) => (
          <li key={visit.id}>
            <label class={chosen.has(visit.id) ? 'chosen' : undefined}>
              <Picture media={visit.crop} name={nameOf(standing(visit).taxon)} />
              <span>
                <input type="checkbox" checked={chosen.has(visit.id)} onChange={() => toggle(visit.id)} />{' '}
                {nameOf(standing(visit).taxon)} <strong>{number(standing(visit).individuals)}</strong>
              </span>
              <span class="soft">
                {cameraName(visit.camera)} · {clock(visit.startAt)}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {pages.error && <Failed error={pages.error} again={pages.again} />}
      {pages.loading && <Reading lines={4} />}
      {!pages.loading && !pages.complete && (
        <button type="button" onClick={pages.more}>
          {words.value.nav.more}
        </button>
      )}
      {pages.complete && visits.length === 0 && <Empty>{said.done}</Empty>}
    </>
  );
}
