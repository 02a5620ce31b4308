import { useState } from 'preact/hooks';
import { write } from '../../api/client.ts';
import type { Camera, CameraSettings, CameraTested } from '../../api/types.ts';
import { useDoing } from '../../parts/doing.ts';
import { Wrong } from '../../parts/wrong.tsx';
import { words } from '../../words/words.ts';
import { AreaList } from './area-list.tsx';
import { type Area, areasOf, inserted, SQUARE, saidOf } from './areas.ts';
import { CameraPicture } from './camera-picture.tsx';
import { Corners } from './corners.tsx';
import { TestBoxes, TestWords } from './tested.tsx';

/** Zones and masks, drawn on what the camera shows, and tried on its next seconds before they are saved. */
export function AreaEditor({
  camera,
  settings,
  saved,
}: {
  readonly camera: Camera | undefined;
  readonly settings: CameraSettings;
  readonly saved: () => void;
}) {
  const { cameras: said } = words.value;
  const before = areasOf(settings);
  const [areas, setAreas] = useState<readonly Area[]>(before);
  const [chosen, setChosen] = useState(0);
  const [tested, setTested] = useState<CameraTested>();
  const saving = useDoing();
  const testing = useDoing();
  const { id, name } = settings;
  const area = areas[chosen];
  const change = (next: readonly Area[]) => {
    setAreas(next);
    setTested(undefined);
  };
  const put = (changed: Area) => change(areas.map((one, n) => (n === chosen ? changed : one)));
  const add = (kind: Area['kind']) => {
    const n = areas.filter((one) => one.kind === kind).length + 1;
    change([...areas, { kind, name: said.nth(said[kind], n), polygon: SQUARE }]);
    setChosen(areas.length);
  };
  const save = () =>
    saving.go(async () => {
      await write('POST /api/v1/cameras/{id}/settings', { params: { id }, body: saidOf(areas) });
      saved();
    });
  const test = () =>
    testing.go(async () => {
      const body = { seconds: 6, ...saidOf(areas) };
      setTested(await write('POST /api/v1/cameras/{id}/tests', { params: { id }, body }));
    });
  const addHere = (event: MouseEvent) => {
    if (!area || event.target !== event.currentTarget) return;
    const { left, top, width, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const at = [(event.clientX - left) / width, (event.clientY - top) / height] as const;
    put({ ...area, polygon: inserted(area.polygon, at) });
  };
  const changed = JSON.stringify(areas) !== JSON.stringify(before);
  return (
    <section class="sheet areas" aria-labelledby="camera-areas">
      <h2 id="camera-areas">{said.areas}</h2>
      <p class="soft">{said.areasHint}</p>
      <div class="areas-picture">
        {tested?.still !== undefined ? (
          <span class="picture">
            <img src={`api/v1/camera-stills/${encodeURIComponent(tested.still)}`} alt={said.pictureOf(name)} />
          </span>
        ) : camera ? (
          <CameraPicture camera={camera} width={1280} />
        ) : (
          <span class="picture none" />
        )}
        <svg class="areas-drawn" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          {areas.map(({ kind, polygon }, n) => (
            <polygon
              key={n}
              class={`${kind} ${n === chosen ? 'chosen' : ''}`}
              points={polygon.map((corner) => corner.join(',')).join(' ')}
            />
          ))}
          {tested && <TestBoxes tested={tested} />}
        </svg>
        {/* biome-ignore lint/a11y: by the keyboard, corners are added with the button below */}
        <div class="areas-corners" onClick={addHere}>
          {area && <Corners area={area} onChange={put} />}
        </div>
      </div>
      <p class="soft">{said.areasKeys}</p>
      <AreaList areas={areas} chosen={chosen} onChoose={setChosen} onChange={change} />
      <div class="choices">
        <button type="button" onClick={() => add('mask')}>
          {said.newMask}
        </button>
        <button type="button" onClick={() => add('zone')}>
          {said.newZone}
        </button>
        <button type="button" onClick={test} disabled={testing.busy}>
          {said.test}
        </button>
        <button type="button" class="main" onClick={save} disabled={saving.busy || !changed}>
          {said.saveAreas}
        </button>
      </div>
      <p role="status">{testing.busy ? said.testing : changed ? said.unsaved : saving.done && said.stored}</p>
      <Wrong error={testing.error ?? saving.error} />
      {tested && <TestWords tested={tested} />}
    </section>
  );
}
