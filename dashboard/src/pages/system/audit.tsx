import { useAsk } from '../../api/ask.ts';
import { moment } from '../../base/time.ts';
import { Said } from '../../parts/said.tsx';
import { words } from '../../words/words.ts';

const NEWEST = 50;

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
              {data.map(({ entry, at, who, origin, what, subject, outcome }) => (
                <li key={entry}>
                  <strong>{who}</strong> {what} {subject}
                  <span class="soft line">
                    {moment(at)} · {origin} · {outcome}
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
