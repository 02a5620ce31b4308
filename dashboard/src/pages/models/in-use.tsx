import { write } from '../../api/client.ts';
import type { ModelLine } from '../../api/types.ts';
import { moment } from '../../base/time.ts';
import { Sure } from '../../parts/sure.tsx';
import { Told } from '../../parts/told.tsx';
import { health } from '../../shell/box.ts';
import { words } from '../../words/words.ts';

interface InUseProps {
  /** Ids of the models in use, the detector first. */
  readonly running: readonly string[];
  readonly lines: readonly ModelLine[];
  readonly again: () => void;
}

/** The models in use with what each is for; of those that were handed over, which version, and the way back. */
export function InUse({ running, lines, again }: InUseProps) {
  const { models: said } = words.value;
  return (
    <section class="sheet" aria-labelledby="models-use">
      <h2 id="models-use">{said.inUse}</h2>
      {running.length === 0 && <p class="soft">{said.noneRuns}</p>}
      <ul class="entries">
        {running.map((id) => (
          <li key={id}>
            <code>{id}</code>
            <span class="soft line">{forWhat(id)}</span>
          </li>
        ))}
      </ul>
      {lines.length > 0 && <h3>{said.lines}</h3>}
      <ul class="entries">
        {lines.map((line) => (
          <Line key={line.id} line={line} again={again} />
        ))}
      </ul>
    </section>
  );
}

/** What a model is for, as the box tells it. */
function forWhat(id: string): string {
  const { models: said, troubles, colon } = words.value;
  const known = health.value?.models.find((one) => one.id === id);
  if (!known) return '';
  const kinds = known.kinds.map((kind) =>
    kind in troubles.kinds ? troubles.kinds[kind as 'bird'] : said.kinds[kind as 'person'],
  );
  return `${said.tasks[known.task]}${colon}${kinds.join(said.comma)}`;
}

function Line({
  line: { id, present, previous, steps },
  again,
}: {
  readonly line: ModelLine;
  readonly again: () => void;
}) {
  const { models: said } = words.value;
  const goBack = async () => {
    await write('POST /api/v1/models/rollbacks', { body: { model: id } });
    again();
  };
  return (
    <li>
      <strong>{id}</strong> {present === 0 ? said.ofCatalog : said.version(present)}
      <ol>
        {[...steps].reverse().map(({ at, what, version, why, alone, said: because }) => (
          <li key={`${at} ${what}`} class="soft">
            {moment(at)}
            {words.value.colon}
            {said.steps[what](version === 0 ? said.ofCatalog : said.version(version))},{' '}
            {/* A person decided it, where the box did not. */}
            {because || alone ? <Told said={because}>{why}</Told> : why}
          </li>
        ))}
      </ol>
      {previous !== undefined && (
        <Sure
          does={said.goBack(previous === 0 ? said.ofCatalog : said.version(previous))}
          means={said.goBackMeans}
          needs="POST /api/v1/models/rollbacks"
          onSure={goBack}
        />
      )}
    </li>
  );
}
