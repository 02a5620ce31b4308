import type { ComponentChildren } from 'preact';
import type { Health } from '../../api/types.ts';
import { moment } from '../../base/time.ts';
import { Told } from '../../parts/told.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { unwell } from '../../parts/unwell.ts';
import { health, cameras as known } from '../../shell/box.ts';
import { number, size, words } from '../../words/words.ts';

/** What the box says of itself, a line each. */
export function BoxFacts() {
  const box = health.value;
  const { system: said } = words.value;
  if (!box) return null;
  const wrong = unwell(box, known.value);
  return (
    <section class="sheet" aria-labelledby="system-box">
      <h2 id="system-box" class={wrong.length === 0 ? 'ok' : 'degraded'}>
        {wrong.length === 0 ? said.ok : said.degraded}
      </h2>
      <Troubles of={wrong} unnamed={box.unnamed} />
      <dl class="facts">
        {linesOf(box).map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a href="api/v1/openapi.json">{said.api}</a> · <a href="metrics">{said.metrics}</a>
      </p>
    </section>
  );
}

function linesOf({
  version,
  startedAt,
  store,
  room,
  backup,
  inference,
  models,
  pushed,
  cameras,
}: Health): (readonly [string, ComponentChildren])[] {
  const { system: said } = words.value;
  return [
    [words.value.nav.cameras, camerasSaid(cameras)],
    [said.version, version],
    [said.up, moment(startedAt)],
    [
      said.store,
      store.message ? (
        <Told said={store.said}>{store.message}</Told>
      ) : store.bytes === undefined ? (
        ''
      ) : (
        size(store.bytes)
      ),
    ],
    ...(room ? ([[said.room, roomSaid(room)]] as const) : []),
    [said.backup, backup ? moment(backup.at) : said.noBackup],
    [
      said.inference,
      inference.map(({ id, state, restarts, message, said: why }) => (
        <span key={id} class="line">
          {id}
          {words.value.colon}
          {said.states[state]}, {said.restarts(restarts)} <Told said={why}>{message}</Told>
        </span>
      )),
    ],
    [
      said.models,
      models.map(({ id }) => (
        <code key={id} class="line">
          {id}
        </code>
      )),
    ],
    ...pushed.map(
      ({ receiver, to, behind, problem, said: why }) =>
        [
          `${said.pushed} ${receiver}`,
          <>
            {to}
            {words.value.colon}
            {said.behind(behind)} <Told said={why}>{problem}</Told>
          </>,
        ] as const,
    ),
  ];
}

function camerasSaid({ up, down }: Health['cameras']): string {
  const { now: said } = words.value;
  return up + down === 0 ? said.noCamera : said.watching(up, up + down);
}

function roomSaid({
  keptBytes,
  budgetBytes,
  freeBytes,
  floorBytes,
  daysLeft,
  wentFiles,
}: NonNullable<Health['room']>): string {
  const { system: said } = words.value;
  // What lies on the disk beside it may leave less than it was given.
  const mayTake = Math.max(keptBytes, Math.min(budgetBytes, keptBytes + freeBytes - floorBytes));
  return [
    said.roomSaid(size(keptBytes), size(mayTake), size(freeBytes), size(floorBytes)),
    daysLeft !== undefined && said.daysLeft(number(daysLeft)),
    wentFiles > 0 && said.went(wentFiles),
  ]
    .filter(Boolean)
    .join('. ');
}
