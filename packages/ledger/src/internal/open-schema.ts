import { DiscreetError } from '@discreet/core';
import { type PostgresClient, rowsOf } from './postgres-client.ts';
import { formatVersion, tables } from './tables.ts';

/** any number that nothing else locks; two that make the tables at once would get in each other's way */
const lockOfTables = 7_236_832_461;

const fixed = (table: string, when: string, what: string): string => `
create trigger ${table}_is_kept before ${when} on ${table}
  for each statement execute function refuse_change('${what}');`;

const rules = `
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%', tg_argv[0];
end $$;
${fixed('entry', 'update or delete or truncate', 'entries are never changed and never removed')}
${fixed('request', 'delete or truncate', 'requests are never removed')}
${fixed('account', 'delete or truncate', 'accounts are never removed')}
`;

/** Makes the tables where there are none, in one transaction, and refuses those of another format. */
export async function openSchema(client: PostgresClient, schema: string): Promise<void> {
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock($1)', [lockOfTables]);
  const [found] = rowsOf(
    await client.query(`select to_regclass($1) is not null as there`, [`${schema}.format`]),
  );
  if (found?.['there'] !== true) {
    await client.query(`create schema if not exists ${schema}`);
    await client.query(`set local search_path to ${schema}`);
    await client.query(tables('text collate "C"', 'bigint'));
    await client.query(rules);
    await client.query('insert into format (version) values ($1)', [formatVersion]);
  }
  const [format] = rowsOf(await client.query(`select version from ${schema}.format`));
  const version = Number(format?.['version']);
  if (version !== formatVersion)
    throw new DiscreetError({
      tag: 'NotSupported',
      where: 'postgresEngine',
      rule: `the schema must have format version ${formatVersion}`,
      received: String(version),
    });
  await client.query('commit');
}
