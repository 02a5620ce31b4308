import { useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { write } from '../../api/client.ts';
import { moment } from '../../base/time.ts';
import { useDoing } from '../../parts/doing.ts';
import { Said } from '../../parts/said.tsx';
import { Told } from '../../parts/told.tsx';
import { Wrong } from '../../parts/wrong.tsx';
import { words } from '../../words/words.ts';

const EVERY = 5_000;

/** The last backup, and the way to another one. */
export function Backups() {
  const { system: said } = words.value;
  const backups = useAsk('GET /api/v1/backups', {}, { every: EVERY });
  const [media, setMedia] = useState(false);
  const beginning = useDoing();
  const begin = () =>
    beginning.go(async () => {
      await write('POST /api/v1/backups', { body: { media } }).finally(backups.again);
    });
  return (
    <section class="sheet" aria-labelledby="system-backups">
      <h2 id="system-backups">{said.backups}</h2>
      <Said of={backups}>
        {({ last, since, failed, warnings, warningsSaid }) => (
          <>
            {last ? (
              <p>
                {said.backup}
                {words.value.colon}
                {moment(last.at)}, {last.media ? said.withMedia : said.withoutMedia}
                <code class="line">{last.path}</code>
              </p>
            ) : (
              <p class="soft">{said.firstBackup}</p>
            )}
            {since !== undefined && <p role="status">{said.backingUp(moment(since))}</p>}
            {failed && since === undefined && (
              <p class="wrong">
                {said.backupFailed} <Told said={failed.said}>{failed.message}</Told>
              </p>
            )}
            {warnings.map((warning, n) => (
              <p key={warning}>
                <Told said={warningsSaid[n]}>{warning}</Told>
              </p>
            ))}
            {last && (
              <div class="begin-backup">
                <label>
                  <input
                    type="checkbox"
                    checked={media}
                    onChange={({ currentTarget }) => setMedia(currentTarget.checked)}
                  />{' '}
                  {said.withMedia}
                </label>
                <button type="button" disabled={since !== undefined || beginning.busy} onClick={begin}>
                  {said.backUp}
                </button>
              </div>
            )}
          </>
        )}
      </Said>
      <Wrong error={beginning.error} />
    </section>
  );
}
