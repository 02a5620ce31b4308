import { write } from '../../api/client.ts';
import type { ModelLine, Models, Shadow as Run } from '../../api/types.ts';
import { dayShort } from '../../base/time.ts';
import { Sure } from '../../parts/sure.tsx';
import { percent, words } from '../../words/words.ts';
import { Shadow } from './shadow.tsx';

interface StagedProps {
  readonly models: Models;
  readonly lines: readonly ModelLine[];
  readonly runs: readonly Run[];
  readonly again: () => void;
}

/** Bundles that were handed over and are not in use, those that are still coming, and whose signature is taken. */
export function Staged({ models: { staged, uploads, keys }, lines, runs, again }: StagedProps) {
  const { models: said } = words.value;
  return (
    <section class="sheet" aria-labelledby="models-staged">
      <h2 id="models-staged">{said.staged}</h2>
      {staged.length === 0 && <p class="soft">{said.noneStaged}</p>}
      <ul class="entries">
        {staged.map((bundle) => (
          <Bundle
            key={bundle.name}
            bundle={bundle}
            used={lines.some(({ id, present }) => id === bundle.id && present === bundle.version)}
            run={runs.find((run) => run.bundle === bundle.name)}
            again={again}
          />
        ))}
      </ul>
      {uploads.map(({ sha256, bytes, offset }) => (
        <p key={sha256}>
          {said.comes} <code>{sha256.slice(0, 12)}</code>: {percent(offset / bytes)}
        </p>
      ))}
      <p class="soft">
        {keys.length === 0 ? said.noKeys : said.keys(keys.map(({ name, fingerprint }) => `${name} (${fingerprint})`))}
      </p>
    </section>
  );
}

interface BundleProps {
  readonly bundle: Models['staged'][number];
  readonly used: boolean;
  readonly run: Run | undefined;
  readonly again: () => void;
}

function Bundle({ bundle: { name, kind, madeAt, expiresAt, note, model }, used, run, again }: BundleProps) {
  const { models: said } = words.value;
  const promote = async () => {
    await write('POST /api/v1/models/promotions', { body: { bundle: name } });
    again();
  };
  return (
    <li>
      <strong>{name}</strong> {said.bundleKinds[kind]} {used && <span class="mark now">{said.used}</span>}
      {note !== undefined && <q class="line">{note}</q>}
      <span class="soft line">
        {said.made(dayShort(madeAt))}
        {expiresAt !== undefined && `, ${said.until(dayShort(expiresAt))}`}
        {model !== undefined && (
          <>
            {', '}
            <code>{model}</code>
          </>
        )}
      </span>
      {!used && <Shadow bundle={name} run={run} again={again} />}
      {!used && (
        <Sure does={said.promote} means={said.promoteMeans} needs="POST /api/v1/models/promotions" onSure={promote} />
      )}
    </li>
  );
}
