import { connect } from 'node:net';
import { messageOf } from '../../base/errors.ts';
import { guardedLookup, reachable } from '../../base/reachable.ts';
import type { Config } from '../../know/config/config.ts';
import { configured } from '../channels.ts';
import { type Finding, failure, ok } from './finding.ts';

/** A host that a box sends something to. */
export interface Link {
  readonly what: string;
  readonly host: string;
  readonly port: number;
}

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'mqtt:': 1883, 'mqtts:': 8883 };

/** What a box is told to send to: the hosts of its channels of alerts, and those that the feed is pushed to. */
export function linksOf({ site, secrets }: Pick<Config, 'site' | 'secrets'>): Link[] {
  const { mqtt, https } = site.push;
  const pushed = [
    ...(mqtt ? [linkTo('push mqtt', mqtt.url)] : []),
    ...(https ? [linkTo('push https', https.url)] : []),
  ];
  const channels = Object.entries(configured(site.alerts)).flatMap(([name, channel]): Link[] => {
    if (channel.kind === 'email') return [{ what: name, host: channel.host, port: channel.port }];
    const url = channel.url ?? secrets.channel(name).url;
    return url !== undefined && URL.canParse(url) ? [linkTo(name, url)] : [];
  });
  return [...channels, ...pushed];
}

function linkTo(what: string, address: string): Link {
  const { protocol, hostname, port } = new URL(address);
  return { what, host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (PORTS[protocol] ?? 443) };
}

/** Whether a host takes a connection; nothing is sent. @param withinMs not longer */
export async function tryLink({ what, host, port }: Link, signal: AbortSignal, withinMs = 5_000): Promise<Finding> {
  const name = `link ${what}`;
  try {
    await reachable(host);
    await connected(host, port, AbortSignal.any([signal, AbortSignal.timeout(withinMs)]));
    return ok(name, `${host}:${port} answers`);
  } catch (error) {
    signal.throwIfAborted();
    const remedy =
      'Look at the network and name resolution of this machine, and at the address in roost.yaml; what is to be sent waits';
    return failure(name, `${host}:${port} cannot be reached (${messageOf(error)})`, remedy);
  }
}

function connected(host: string, port: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal, lookup: guardedLookup() });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', (error) => reject(signal.aborted ? new Error('no answer') : error));
  });
}
