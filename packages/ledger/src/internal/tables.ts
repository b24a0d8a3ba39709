/** The version of the tables below; a file of another one is refused. */
export const formatVersion = 1;

/** The tables of a ledger, for both databases: the types of texts, compared by their bytes, and of whole numbers up to 2^53. */
export function tables(text: 'text' | 'text collate "C"', whole: 'integer' | 'bigint'): string {
  return `
create table if not exists format (version ${whole} not null);
create table if not exists account (
  name ${text} primary key not null,
  parent ${text} references account (name),
  dataset ${text} not null,
  unit ${text} not null,
  d_in ${text} not null,
  filter ${text} not null,
  spent ${text} not null,
  seq ${whole} not null,
  head ${text} not null,
  state ${text} not null check (state in ('open', 'suspended', 'closed'))
);
create table if not exists entry (
  account ${text} not null references account (name),
  seq ${whole} not null,
  prev ${text} not null,
  hash ${text} not null,
  at ${text} not null,
  actor ${text} not null,
  kind ${text} not null,
  body ${text} not null,
  primary key (account, seq)
);
create table if not exists request (
  account ${text} not null references account (name),
  key ${text} not null,
  fingerprint ${text} not null,
  state ${text} not null check (state in ('reserved', 'committed', 'failed', 'burned', 'expired')),
  charge ${text} not null,
  answer ${text},
  reserve_seq ${whole} not null,
  commit_seq ${whole},
  lease_owner ${text} not null,
  lease_until ${whole} not null,
  primary key (account, key)
);
`;
}
