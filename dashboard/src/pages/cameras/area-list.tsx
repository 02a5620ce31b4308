import { words } from '../../words/words.ts';
import { type Area, split } from './areas.ts';

/** Every zone and mask by its name; which of them is being drawn. */
export function AreaList({
  areas,
  chosen,
  onChoose,
  onChange,
}: {
  readonly areas: readonly Area[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly onChange: (areas: readonly Area[]) => void;
}) {
  const { cameras: said } = words.value;
  if (areas.length === 0) return <p class="soft">{said.noAreas}</p>;
  const put = (index: number, area: Area) => onChange(areas.with(index, area));
  return (
    <fieldset class="area-list">
      <legend class="label">{said.choosen}</legend>
      {areas.map((area, n) => (
        <div key={n} class="area-row">
          <input
            type="radio"
            name="area"
            checked={n === chosen}
            aria-label={`${said[area.kind]}: ${area.name}`}
            onChange={() => onChoose(n)}
          />
          <span class={`area-kind ${area.kind}`}>{said[area.kind]}</span>
          <input
            aria-label={said.areaName}
            maxLength={100}
            value={area.name}
            onFocus={() => onChoose(n)}
            onInput={(event) => put(n, { ...area, name: (event.currentTarget as HTMLInputElement).value })}
          />
          <span class="soft">{said.corners(area.polygon.length)}</span>
          <button
            type="button"
            aria-label={`${said.addCorner}: ${area.name}`}
            onClick={() => {
              onChoose(n);
              put(n, { ...area, polygon: split(area.polygon, area.polygon.length - 1) });
            }}
          >
            {said.addCorner}
          </button>
          <button
            type="button"
            aria-label={`${said.remove}: ${area.name}`}
            onClick={() => {
              onChoose(0);
              onChange(areas.toSpliced(n, 1));
            }}
          >
            {said.remove}
          </button>
        </div>
      ))}
    </fieldset>
  );
}
