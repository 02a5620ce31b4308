import { useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { write } from '../../api/client.ts';
import { logIn, session } from '../../api/session.ts';
import type { NewToken } from '../../api/types.ts';
import { moment } from '../../base/time.ts';
import { useDoing } from '../../parts/doing.ts';
import { Said } from '../../parts/said.tsx';
import { Sure } from '../../parts/sure.tsx';
import { Wrong } from '../../parts/wrong.tsx';
import { words } from '../../words/words.ts';

const ROLES = ['viewer', 'reviewer', 'keeper', 'admin'] as const;

/** Who may use the box: tokens, made and revoked. */
export function Tokens() {
  const { system: said } = words.value;
  const tokens = useAsk('GET /api/v1/tokens');
  const [made, setMade] = useState<string>();
  const making = useDoing();
  // The first one shuts the door behind it: it is of who holds the key from then on, and they stay in.
  const first = session.value?.needed === false;
  const make = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const given = new FormData(form);
    making.go(async () => {
      const body = { name: String(given.get('name')).trim(), role: given.get('role') as NewToken['role'] };
      const { token } = await write('POST /api/v1/tokens', { body });
      form.reset();
      if (first) await logIn(token);
      setMade(token);
      tokens.again();
    });
  };
  const revoke = async (id: string) => {
    await write('POST /api/v1/tokens/{id}/revocations', { params: { id }, body: {} });
    setMade(undefined);
    tokens.again();
  };
  return (
    <section class="sheet" aria-labelledby="system-tokens">
      <h2 id="system-tokens">{said.tokens}</h2>
      <Said of={tokens}>
        {({ data }) => (
          <ul class="entries">
            {data.map(({ id, name, role, usedAt, revokedAt }) => (
              <li key={id}>
                <strong>{name}</strong> {said.roles[role]}
                <span class="soft line">
                  {revokedAt ? said.revoked : usedAt ? said.used(moment(usedAt)) : said.neverUsed}
                </span>
                {!revokedAt && (
                  <Sure
                    does={said.revoke}
                    means={said.revokeMeans(name)}
                    needs="POST /api/v1/tokens/{id}/revocations"
                    onSure={() => revoke(id)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Said>
      {made !== undefined && (
        <p role="status">
          {said.tokenMade} <code>{made}</code>
        </p>
      )}
      <Wrong error={making.error} />
      {first && <p class="soft">{said.tokenFirst}</p>}
      <form class="new-token" onSubmit={make}>
        <label>
          {said.tokenName}
          <input name="name" required maxLength={100} />
        </label>
        <label>
          {said.tokenRole}
          <select name="role">
            {(first ? (['admin'] as const) : ROLES).map((role) => (
              <option key={role} value={role}>
                {said.roles[role]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={making.busy}>
          {said.tokenNew}
        </button>
      </form>
    </section>
  );
}
