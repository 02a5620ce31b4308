import { useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { write } from '../../api/client.ts';
import type { Shadow as Run } from '../../api/types.ts';
import { moment } from '../../base/time.ts';
import { Said } from '../../parts/said.tsx';
import { Sure } from '../../parts/sure.tsx';
import { Told } from '../../parts/told.tsx';
import { number, words } from '../../words/words.ts';
import { ShadowCounts } from './shadow-counts.tsx';
import { ShadowFinds } from './shadow-finds.tsx';

const EVERY = 15_000;

interface ShadowProps {
  readonly bundle: string;
  readonly run: Run | undefined;
  readonly again: () => void;
}

/** A staged model beside those in use, before it is: begin it, follow it, and see what it would change. */
export function Shadow({ bundle, run, again }: ShadowProps) {
  const { models: said } = words.value;
  const [open, setOpen] = useState(false);
  const begin = async () => {
    await write('POST /api/v1/models/shadows', { body: { bundle } });
    again();
  };
  const end = async () => {
    await write('POST /api/v1/models/shadows/{bundle}/ends', { params: { bundle }, body: {} });
    again();
  };
  const runs = run?.state === 'running';
  return (
    <div class="shadow">
      {run && (
        <p class="soft">
          {said.runStates[run.state]}, {moment(run.beganAt)}:{' '}
          {said.looked(number(run.tracks.looked), number(run.until.tracks))}
          {run.why !== undefined && '. '}
          <Told said={run.said}>{run.why}</Told>
        </p>
      )}
      {run && (
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {said.whatChanges}
        </button>
      )}{' '}
      {runs ? (
        <Sure
          does={said.endRun}
          means={said.endRunMeans}
          needs="POST /api/v1/models/shadows/{bundle}/ends"
          onSure={end}
        />
      ) : (
        <Sure does={said.beginRun} means={said.beginRunMeans} needs="POST /api/v1/models/shadows" onSure={begin} />
      )}
      {open && <Report bundle={bundle} every={runs ? EVERY : undefined} />}
    </div>
  );
}

function Report({ bundle, every }: { readonly bundle: string; readonly every: number | undefined }) {
  const report = useAsk(
    'GET /api/v1/models/shadows/{bundle}',
    { params: { bundle } },
    every === undefined ? {} : { every },
  );
  return (
    <Said of={report}>
      {({ counts, finds }) =>
        finds ? (
          <ShadowFinds bundle={bundle} finds={finds} />
        ) : counts ? (
          <ShadowCounts counts={counts} />
        ) : (
          <p class="soft">{words.value.models.noReportYet}</p>
        )
      }
    </Said>
  );
}
