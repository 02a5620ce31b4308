/** What somebody may do, each role all that those before it may. */
export const ROLES = ['viewer', 'reviewer', 'keeper', 'admin'] as const;

/**
 * viewer: look at everything that was counted; reviewer: decide on visits as well; keeper: models and settings as well;
 * admin: tokens and the audit log as well.
 */
export type Role = (typeof ROLES)[number];

/** The parts of the API that a token may be narrowed to. */
export const SCOPES = ['status', 'records', 'media', 'feed', 'review', 'settings', 'access'] as const;

/**
 * status: health, cameras, metrics; records: visits, tallies, exports, taxa, alerts; media: crops and clips; feed: the feed and
 * live events; review: decisions on visits; settings: deployments, models and all that is set; access: tokens and the audit log.
 */
export type Scope = (typeof SCOPES)[number];

/** What a request needs. `anyone`: no token, for what tells nothing of the box. */
export interface Needs {
  readonly role: Role | 'anyone';
  /** The part of the API that it is of. */
  readonly scope: Scope;
}

/** Who may do what: a role, narrowed to some parts of the API or, without `scopes`, to none. */
export interface Rights {
  readonly role: Role;
  readonly scopes?: readonly Scope[];
}

/** Why rights do not reach; undefined where they do. */
export function lacking(rights: Rights, { role, scope }: Needs): string | undefined {
  if (role === 'anyone') return undefined;
  if (ROLES.indexOf(rights.role) < ROLES.indexOf(role)) return `This needs the role ${role}; yours is ${rights.role}`;
  if (rights.scopes && !rights.scopes.includes(scope))
    return `This is of the scope ${scope}; your token is for ${rights.scopes.join(', ')}`;
  return undefined;
}
