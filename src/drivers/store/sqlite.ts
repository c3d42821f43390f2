import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LoungeError } from '../../domain/errors.ts';
import { Release } from '../../domain/release.ts';
import type { JournalEntry, RehearsalRecord, Store } from '../../ports/store.ts';

const SCHEMA_VERSION = 1;
const BUSY_MS = 5000;
const SCHEMA = `
CREATE TABLE releases (id TEXT PRIMARY KEY, service TEXT NOT NULL, environment TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER, body TEXT NOT NULL) STRICT;
CREATE INDEX releases_by_service ON releases (service, environment, started_at);
CREATE TABLE journal (position INTEGER PRIMARY KEY, release TEXT NOT NULL, step TEXT NOT NULL, phase TEXT NOT NULL, data TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX journal_by_release ON journal (release);
CREATE TABLE rehearsals (tree TEXT NOT NULL, service TEXT NOT NULL, environment TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (tree, service, environment)) STRICT;
`;

/** The store as one SQLite file, safe for several processes (WAL) and against power loss (synchronous=FULL). */
export function createSqliteStore(file: string): Store {
  const database = open(file);
  return {
    saveRelease: async (release) => saveRelease(database, release),
    release: async (id) => releaseRow(database.prepare('SELECT body FROM releases WHERE id = ?').get(id)),
    releases: async (filter = {}) => findReleases(database, filter),
    append: async (entry) => append(database, entry),
    journal: async (release) => readJournal(database, release),
    saveRehearsal: async (record) => saveRehearsal(database, record),
    rehearsal: async (tree, service, environment) => {
      const row = database
        .prepare('SELECT body FROM rehearsals WHERE tree = ? AND service = ? AND environment = ?')
        .get(tree, service, environment);
      return row === undefined ? undefined : (JSON.parse(String(row['body'])) as RehearsalRecord);
    },
    close: async () => {
      if (database.isOpen) database.close();
    },
  };
}

function open(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true });
  try {
    const database = new DatabaseSync(file, { timeout: BUSY_MS });
    useWal(database);
    database.exec('PRAGMA synchronous = FULL');
    migrate(database, file);
    return database;
  } catch (error) {
    if (error instanceof LoungeError) throw error;
    throw new LoungeError(
      'STORE_BROKEN',
      { file, problem: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  }
}

/** The one statement for which SQLite does not wait by itself: another process may be opening the file at this moment. */
function useWal(database: DatabaseSync): void {
  const end = Date.now() + BUSY_MS;
  for (;;) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (!(error instanceof Error && /locked|busy/i.test(error.message)) || Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function migrate(database: DatabaseSync, file: string): void {
  const version = () => Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version() === SCHEMA_VERSION) return;
  database.exec('BEGIN IMMEDIATE');
  const found = version();
  if (found > SCHEMA_VERSION) {
    database.exec('ROLLBACK');
    database.close();
    throw new LoungeError('STORE_NEWER', { file, found, known: SCHEMA_VERSION });
  }
  if (found === 0) database.exec(`${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION};`);
  database.exec('COMMIT');
}

function saveRelease(database: DatabaseSync, release: Release): void {
  database
    .prepare(
      `INSERT INTO releases (id, service, environment, started_at, finished_at, body) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET finished_at = excluded.finished_at, body = excluded.body`,
    )
    .run(
      release.id,
      release.service,
      release.environment,
      release.startedAt,
      release.finishedAt ?? null,
      JSON.stringify(release),
    );
}

function releaseRow(row: Record<string, unknown> | undefined): Release | undefined {
  return row === undefined ? undefined : Release.parse(JSON.parse(String(row['body'])));
}

function findReleases(database: DatabaseSync, filter: NonNullable<Parameters<Store['releases']>[0]>): Release[] {
  const conditions = ['1 = 1'];
  const values: string[] = [];
  for (const column of ['service', 'environment'] as const) {
    const value = filter[column];
    if (value === undefined) continue;
    conditions.push(`${column} = ?`);
    values.push(value);
  }
  if (filter.unfinished) conditions.push('finished_at IS NULL');
  const query = `SELECT body FROM releases WHERE ${conditions.join(' AND ')} ORDER BY started_at DESC, id DESC LIMIT ?`;
  const rows = database.prepare(query).all(...values, filter.limit ?? 1000);
  return rows.flatMap((row) => releaseRow(row) ?? []);
}

function append(database: DatabaseSync, entry: JournalEntry): void {
  database
    .prepare('INSERT INTO journal (release, step, phase, data, at) VALUES (?, ?, ?, ?, ?)')
    .run(entry.release, entry.step, entry.phase, JSON.stringify(entry.data), entry.at);
}

function readJournal(database: DatabaseSync, release: string): JournalEntry[] {
  const rows = database
    .prepare('SELECT release, step, phase, data, at FROM journal WHERE release = ? ORDER BY position')
    .all(release);
  return rows.map((row) => ({
    release: String(row['release']),
    step: String(row['step']) as JournalEntry['step'],
    phase: String(row['phase']) as JournalEntry['phase'],
    data: JSON.parse(String(row['data'])) as JournalEntry['data'],
    at: Number(row['at']),
  }));
}

function saveRehearsal(database: DatabaseSync, record: RehearsalRecord): void {
  database
    .prepare('INSERT OR REPLACE INTO rehearsals (tree, service, environment, at, body) VALUES (?, ?, ?, ?, ?)')
    .run(record.tree, record.service, record.environment, record.at, JSON.stringify(record));
}
