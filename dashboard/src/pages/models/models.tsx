import { useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { may } from '../../api/session.ts';
import { Said } from '../../parts/said.tsx';
import { words } from '../../words/words.ts';
import { InUse } from './in-use.tsx';
import './models.css';
import { Staged } from './staged.tsx';
import { TaughtTaxa } from './taught-taxa.tsx';
import { Unlike } from './unlike.tsx';

const EVERY = 30_000;

/** What names the animals here: models in use and what may take their place, and what people taught the box. */
export function Models() {
  const { models: said } = words.value;
  const models = useAsk('GET /api/v1/models', {}, { every: EVERY });
  const lines = useAsk('GET /api/v1/models/lines', {}, { every: EVERY });
  const runs = useAsk('GET /api/v1/models/shadows', {}, { every: EVERY });
  // What is forgotten in one of the two lists is gone from the other too.
  const [forgot, setForgot] = useState({ list: 0, unlike: 0 });
  const again = () => {
    models.again();
    lines.again();
    runs.again();
  };
  return (
    <>
      <h1>{said.title}</h1>
      {!may('POST /api/v1/models/promotions') && <p class="stale">{said.mayNot}</p>}
      <div class="models">
        <Said of={models} lines={6}>
          {(data) => (
            <>
              <InUse running={data.running} lines={lines.data?.data ?? []} again={again} />
              <Staged models={data} lines={lines.data?.data ?? []} runs={runs.data?.data ?? []} again={again} />
            </>
          )}
        </Said>
        <TaughtTaxa
          key={`taught ${forgot.list}`}
          forgotten={() => setForgot({ ...forgot, unlike: forgot.unlike + 1 })}
        />
        <Unlike key={`unlike ${forgot.unlike}`} forgotten={() => setForgot({ ...forgot, list: forgot.list + 1 })} />
      </div>
    </>
  );
}
