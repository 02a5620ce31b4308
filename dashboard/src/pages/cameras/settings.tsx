import { write } from '../../api/client.ts';
import type { CameraSettings } from '../../api/types.ts';
import { useDoing } from '../../parts/doing.ts';
import { Wrong } from '../../parts/wrong.tsx';
import { words } from '../../words/words.ts';

const FLAGS = ['infrared', 'flocks', 'enabled'] as const;

/** What a camera is called, and how it is looked at. */
export function Settings({ settings, saved }: { readonly settings: CameraSettings; readonly saved: () => void }) {
  const { cameras: said } = words.value;
  const saving = useDoing();
  const { id, name, place, habitat, url, logIn, fps, sweepSeconds } = settings;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const text = (key: string) => String(given.get(key) ?? '').trim();
    saving.go(async () => {
      const body = {
        ...{ name: text('name'), place: text('place'), habitat: text('habitat') },
        ...{ fps: Number(text('fps')), sweepSeconds: Number(text('sweepSeconds')) },
        ...Object.fromEntries(FLAGS.map((flag) => [flag, given.has(flag)])),
      };
      await write('POST /api/v1/cameras/{id}/settings', { params: { id }, body });
      saved();
    });
  };
  return (
    <form class="sheet camera-form" onSubmit={send} aria-labelledby="camera-settings">
      <h2 id="camera-settings">{said.settings}</h2>
      <p>
        {said.address}
        {words.value.colon}
        <code>{url}</code> · {logIn ? said.logIn : said.noLogIn}
      </p>
      <label>
        {said.name}
        <input name="name" required maxLength={200} defaultValue={name} />
      </label>
      <label>
        {said.place}
        <input name="place" maxLength={200} defaultValue={place} />
      </label>
      <label>
        {said.habitat}
        <input name="habitat" maxLength={200} defaultValue={habitat} />
      </label>
      <label>
        {said.fps}
        <input name="fps" type="number" required min={0.5} max={15} step={0.5} defaultValue={String(fps)} />
      </label>
      <label>
        {said.sweep}
        <input name="sweepSeconds" type="number" required min={1} max={600} defaultValue={String(sweepSeconds)} />
      </label>
      {FLAGS.map((flag) => (
        <label key={flag} class="flag">
          <input type="checkbox" name={flag} defaultChecked={settings[flag]} />
          <span>{said[flag]}</span>
        </label>
      ))}
      <p class="soft">{said.changeHint}</p>
      <button type="submit" disabled={saving.busy}>
        {said.saveSettings}
      </button>
      <p role="status">{saving.done && said.stored}</p>
      <Wrong error={saving.error} />
    </form>
  );
}
