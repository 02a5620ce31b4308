import { useEffect } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { onEvent } from '../../api/live.ts';
import type { VisitDetail } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { moment } from '../../base/time.ts';
import { Said } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { cameraName } from '../../shell/box.ts';
import { words } from '../../words/words.ts';
import { Evidence } from './evidence.tsx';
import { Facts } from './facts.tsx';
import { History } from './history.tsx';
import { NamedAgain } from './named-again.tsx';
import { Neighbours } from './neighbours.tsx';
import { Tide } from './tide.tsx';
import { Tracks } from './tracks.tsx';
import './visit.css';

/** A visit with all that is known of it: what shows it, why it is called so, what people decided, and what was there before and after. */
export function Visit({ id }: { readonly id: string }) {
  const visit = useAsk('GET /api/v1/visits/{id}', { params: { id }, query: { path: 'true' } });
  useEffect(() => onEvent((event) => 'visit' in event && event.visit.id === id && visit.again()), [id]);
  return (
    <>
      <p>
        <a href={href(['visits'])}>{words.value.visits.back}</a>
      </p>
      {!visit.data && <h1 class="visually-hidden">{words.value.visits.title}</h1>}
      <Said of={visit} lines={10}>
        {(data) => <Shown visit={data} />}
      </Said>
    </>
  );
}

function Shown({ visit }: { readonly visit: VisitDetail }) {
  const taxon = visit.outcome?.taxon ?? visit.taxon;
  const individuals = visit.outcome?.individuals ?? visit.individuals;
  const { individuals: counted } = words.value;
  return (
    <article class="visit">
      <header class="page-head">
        <h1>
          <TaxonName taxon={taxon} scientific />
        </h1>
        <p>
          <strong class="visit-many">{counted(individuals)}</strong>{' '}
          <span class="soft">
            {cameraName(visit.camera)} · {moment(visit.startAt)}
          </span>
        </p>
      </header>
      <div class="visit-body">
        <div>
          <Evidence visit={visit} name={taxon} />
          <Tracks visit={visit} />
          <NamedAgain visit={visit} />
        </div>
        <aside>
          <Facts visit={visit} />
          <Tide visit={visit} />
          <History visit={visit} />
          <Neighbours visit={visit} />
        </aside>
      </div>
    </article>
  );
}
