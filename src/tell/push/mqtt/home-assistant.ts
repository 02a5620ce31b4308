import { VERSION } from '../../../base/package.ts';
import type { DiscoveryPayload } from '../../server/shapes/pushed.ts';
import type { Topics } from './topics.ts';

/** A message that Home Assistant finds an entity by. */
export interface Discovery {
  readonly topic: string;
  readonly payload: DiscoveryPayload;
}

/**
 * What Home Assistant must be told (MQTT discovery, one retained message an entity): of each camera whether it watches, and its newest visit
 * that counts; all of one device, and not there while the box is not.
 * @param prefix under which Home Assistant listens, `homeassistant` unless it was set otherwise
 */
export function discoveryOf(
  prefix: string,
  topics: Topics,
  box: string,
  cameras: readonly { readonly id: string; readonly name: string }[],
): Discovery[] {
  const own = topics.root.replace(/[^a-z0-9_-]+/gi, '_');
  const device = {
    identifiers: [own],
    name: `Roost ${box}`,
    manufacturer: 'Roost',
    model: 'Roost',
    sw_version: VERSION,
  };
  const common = { availability_topic: topics.status, device };
  return cameras.flatMap(({ id, name }) => [
    {
      topic: `${prefix}/binary_sensor/${own}/${id}_watching/config`,
      payload: {
        ...common,
        name: `${name} watching`,
        unique_id: `${own}_${id}_watching`,
        device_class: 'connectivity',
        state_topic: topics.camera(id),
        value_template: "{{ 'ON' if value_json.state == 'watching' else 'OFF' }}",
        json_attributes_topic: topics.camera(id),
      },
    },
    {
      topic: `${prefix}/sensor/${own}/${id}_visit/config`,
      payload: {
        ...common,
        name: `${name} visit`,
        unique_id: `${own}_${id}_visit`,
        icon: 'mdi:bird',
        state_topic: topics.visit(id),
        value_template: '{{ value_json.taxon.scientific }}',
        json_attributes_topic: topics.visit(id),
      },
    },
  ]);
}
