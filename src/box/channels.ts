import { DateTime } from 'luxon';
import { messageOf, RoostError } from '../base/errors.ts';
import { postAddressMistake } from '../base/post-address.ts';
import type { AlertsConfig, ChannelConfig } from '../know/config/alerts-schema.ts';
import { isNear } from '../know/config/broker.ts';
import type { Config } from '../know/config/config.ts';
import type { ChannelSecrets } from '../know/config/secrets.ts';
import { brokerOutlet } from '../tell/alert/broker.ts';
import type { Choice } from '../tell/alert/choose.ts';
import { Mailer } from '../tell/alert/mail.ts';
import type { Outlet } from '../tell/alert/outlet.ts';
import { robotOutlet } from '../tell/alert/robot.ts';
import { SEND_WITHIN, type SendingChannel } from '../tell/alert/sender.ts';
import { unknownPlaceholders } from '../tell/alert/template.ts';
import type { Wording } from '../tell/alert/text.ts';
import { webhookOutlet } from '../tell/alert/webhook.ts';
import type { ChannelFacts, ChannelTested } from '../tell/server/facts.ts';

/** A channel of this box: how it is reached, and what it hears. */
export type BoxChannel = SendingChannel & Choice & { readonly kind: ChannelConfig['kind'] };

/** What the channels are built from. */
type Source = Pick<Config, 'site' | 'data' | 'secrets'>;

/**
 * Every channel of `roost.yaml` by its name; `alerts.webhook` and `alerts.email` are channels of these names.
 * @throws RoostError naming the first that lacks what is secret of it, or whose template holds an unknown placeholder
 */
export function channelsOf(source: Source): Readonly<Record<string, BoxChannel>> {
  return Object.fromEntries(
    Object.entries(configured(source.site.alerts)).map(([name, config]) => [name, channelOf(name, config, source)]),
  );
}

const EVERYTHING = {
  species: [],
  except: [],
  tells: ['level-1', 'level-2', 'first-for-site', 'first-of-year', 'faults'],
} as const;

/** Every channel as configured, by its name. */
export function configured({ webhook, email, channels }: AlertsConfig): Record<string, ChannelConfig> {
  const all = { ...EVERYTHING, species: [], except: [], tells: [...EVERYTHING.tells] };
  return {
    ...(webhook && { webhook: { kind: 'webhook', ...webhook, ...all } }),
    ...(email && { email: { kind: 'email', ...email, ...all } }),
    ...channels,
  };
}

function channelOf(name: string, config: ChannelConfig, { site, data, secrets }: Source): BoxChannel {
  const { timeZone } = site.site;
  const wording: Wording = {
    language: config.language ?? (config.kind === 'email' ? 'both' : 'zh'),
    clock: (at) => DateTime.fromMillis(at, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm'),
  };
  const { kind, species, except, tells, quietHours } = config;
  const outlet = outletOf(name, config, secrets.channel(name), data, wording);
  return { kind, species, except, tells, quietHours, ...outlet };
}

function outletOf(
  name: string,
  config: ChannelConfig,
  { login, broker, ...secrets }: ChannelSecrets,
  data: string,
  wording: Wording,
): Outlet {
  if (config.kind === 'email') {
    const { host, port, secure, from, to } = config;
    const mailer = new Mailer({ host, port, secure, from, to, ...login }, data, wording);
    return { send: (message, signal) => mailer.send(message, signal) };
  }
  const lacking = (what: string, hint: string) => new RoostError('use channel', name, what, hint);
  if (config.kind === 'mqtt') {
    if (broker && config.url.startsWith('mqtt:') && !isNear(config.url))
      throw lacking(
        'its password would go in the open through networks of others',
        'Write mqtts:// and the port of TLS, usually 8883',
      );
    return brokerOutlet({ url: config.url, topic: config.topic, login: broker }, wording);
  }
  const prefix = `ROOST_ALERT_${name.toUpperCase().replaceAll('-', '_')}`;
  const url = config.url ?? secrets.url;
  if (url === undefined)
    throw lacking('has no address', `Put ${prefix}_URL into secrets.env, or url into roost.yaml where it holds no key`);
  const mistake = postAddressMistake(url);
  if (mistake !== undefined) throw lacking(`the address ${mistake}`, `Look at ${prefix}_URL in secrets.env`);
  if (config.kind !== 'webhook')
    return robotOutlet({ kind: config.kind, url, secret: secrets.secret }, wording, Date.now);
  const { template } = config;
  const unknown = template === undefined ? [] : unknownPlaceholders(template);
  if (unknown.length > 0)
    throw lacking(`its template holds ${unknown.join(', ')}`, 'docs/alerts.md lists the placeholders that there are');
  // Roost's own JSON is for programs that hold it against the signature.
  if (secrets.secret === undefined && template === undefined)
    throw lacking(
      'has no secret to sign with',
      `Put ${name === 'webhook' ? 'ROOST_WEBHOOK_SECRET' : `${prefix}_SECRET`} into secrets.env, and the same where the webhook is received`,
    );
  return webhookOutlet({ ...secrets, url, ...(template !== undefined && { template }) }, wording, Date.now);
}

/**
 * Sends a marked message over a channel, whatever its species and quiet hours.
 * @returns undefined where there is no channel of the name
 */
export async function testChannel(
  source: Source,
  name: string,
  signal?: AbortSignal,
): Promise<ChannelTested | undefined> {
  const config = configured(source.site.alerts)[name];
  if (!config) return undefined;
  const { kind } = config;
  const limit = AbortSignal.timeout(SEND_WITHIN);
  const { publicAddress, site } = source.site;
  try {
    const { send } = channelOf(name, config, source);
    const message = { id: 0, site: site.name, publicAddress, news: [] };
    const answer = await send(message, signal ? AbortSignal.any([signal, limit]) : limit);
    return { channel: name, kind, delivered: true, answer };
  } catch (error) {
    return { channel: name, kind, delivered: false, answer: messageOf(error) };
  }
}

/** What may be told of the channels that there are. */
export function channelFacts({ site }: Pick<Source, 'site'>): ChannelFacts[] {
  const all = Object.entries(configured(site.alerts));
  return all.map(([name, { kind, tells, species }]) => ({ name, kind, tells, species }));
}

/** Names of the channels that there are. */
export function channelNames({ site }: Pick<Source, 'site'>): string[] {
  return Object.keys(configured(site.alerts));
}
