import { useAsk } from '../../api/ask.ts';
import type { Saying } from '../../api/types.ts';
import { moment } from '../../base/time.ts';
import { Said } from '../../parts/said.tsx';
import { Told } from '../../parts/told.tsx';
import { words } from '../../words/words.ts';

const NEWEST = 50;
/** Who needs no token, as the box writes it down. */
const AT_THE_BOX = 'at the box';

/** Who changed what, the newest first. */
export function Audit() {
  const { system: said } = words.value;
  const audit = useAsk('GET /api/v1/audit', { query: { limit: NEWEST } });
  return (
    <section class="sheet" aria-labelledby="system-audit">
      <h2 id="system-audit">{said.audit}</h2>
      <Said of={audit}>
        {({ data }) =>
          data.length === 0 ? (
            <p class="soft">{said.noAudit}</p>
          ) : (
            <ol class="entries">
              {data.map(({ entry, at, who, origin, what, subject, outcome, said: why }) => (
                <li key={entry}>
                  <strong>{who === AT_THE_BOX ? said.atTheBox : who}</strong>{' '}
                  {what in said.acts ? said.acts[what as keyof typeof said.acts] : <code>{what}</code>} {subject}
                  <span class="soft line">
                    {moment(at)} · {origin} · <Outcome outcome={outcome} said={why} />
                  </span>
                </li>
              ))}
            </ol>
          )
        }
      </Said>
    </section>
  );
}

/** What came of a change. */
function Outcome({ outcome, said }: { readonly outcome: string | undefined; readonly said: Saying | undefined }) {
  const { outcomes } = words.value.system;
  if (outcome === undefined) return <>{outcomes.open}</>;
  if (outcome === 'done') return <>{outcomes.done}</>;
  return (
    <>
      {outcomes.refused} <Told said={said}>{outcome}</Told>
    </>
  );
}
