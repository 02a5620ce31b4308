import type { Database } from 'better-sqlite3';
import { RoostError } from '../../base/errors.ts';
import { isDamage } from './errors.ts';

/**
 * A database whose statements change something only inside a transaction, so that whoever holds its tables can read at any
 * time, and write only in `store.write`. Statements are made through it once, so this costs a look at each run.
 * @param damaged told of each statement that met damage, wherever it was run
 */
export function guarded(db: Database, damaged: (error: unknown) => void): Database {
  const prepare = (sql: string) => {
    const statement = db.prepare(sql);
    for (const method of ['run', 'get', 'all'] as const) {
      const run = statement[method].bind(statement) as (...values: unknown[]) => unknown;
      const checked = (...values: unknown[]) => {
        if (!statement.readonly && !db.inTransaction)
          throw new RoostError('write', db.name, 'nothing is written outside of a transaction', 'Use store.write');
        try {
          return run(...values);
        } catch (error) {
          if (isDamage(error)) damaged(error);
          throw error;
        }
      };
      Object.defineProperty(statement, method, { value: checked });
    }
    return statement;
  };
  return new Proxy(db, {
    get(target, key) {
      if (key === 'prepare') return prepare;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
