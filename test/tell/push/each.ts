import type { Fault } from '../../../src/base/domain.ts';
import { openAlerts } from '../../../src/tell/alert/open.ts';
import type { SavingStore as Store } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';

/** One change of each kind that the feed tells. */
export async function oneOfEach(store: Store): Promise<void> {
  const stop = openAlerts(store, { timeZone: 'Asia/Shanghai', listed: () => true, channels: {} });
  const duck = aVisit('v-duck', { taxon: 'anas-crecca', tracks: ['t-duck'] });
  await store.saveVisit(duck, 'new', T, [aTrack('t-duck')]);
  await store.write(({ visits }) => visits.withdraw(duck, T));
  stop();
  await store.saveVisit(aVisit('v-t1', { tracks: ['t1'] }), 'new', T, [aTrack('t1')]);
  await store.saveVisit(aVisit('v-t1', { tracks: ['t1'], individuals: 2 }), 'update', T);
  await store.saveVisit(aVisit('v-t1', { tracks: ['t1'], individuals: 2 }), 'end', T);
  await store.write(({ reviews }) =>
    reviews.put({ id: 'r1', visit: 'v-t1', track: 't1', at: T, by: '林悦', action: 'correct', taxon: 'anas-crecca' }),
  );
  await store.addEffort({ camera: 'east', minute: 0, frames: 300, dropped: 1, watchedSeconds: 60 });
  await store.saveCameraState({ camera: 'east', at: T, state: 'down', cause: { code: 'refused', message: 'no' } });
  const fault: Fault = { id: 'f1', kind: 'down', beganAt: T, changedAt: T, cameras: [{ camera: 'east', since: T }] };
  await store.write(({ faults }) => {
    faults.put(fault);
    faults.put({ ...fault, cameras: [{ camera: 'east', since: T, cause: 'refused', wellAt: T + 1 }] });
    faults.put({ ...fault, endedAt: T + 1 });
  });
  const place = { place: 'Hide 3', station: 'east', latitude: 31.5, longitude: 121.9, habitat: '' };
  await store.write(({ deployments, events, visits }) => {
    deployments.put({ id: 'east-1', camera: 'east', startAt: T, ...place }, T);
    events.put(T, { type: 'checklist.change', body: { id: 'east@3f2a9c10', taxa: ['aves'] } });
    visits.withdraw(visits.get('v-t1')!, T);
  });
}
