import Database from 'better-sqlite3';

/** Takes tokens, sessions and keys out of a copy of the list of who may come in; who changed what stays. */
export function forgetSecrets(file: string): void {
  const db = new Database(file);
  try {
    db.pragma('secure_delete = ON');
    db.exec('DELETE FROM sessions; DELETE FROM tokens; DELETE FROM keys; VACUUM;');
  } finally {
    db.close();
  }
}
