-- Server-wide tables: organisations and the people who may see them.
create table org (
  org_id $uuid not null primary key,
  kind text not null,
  name text not null,
  currency text not null,
  scale integer not null,
  chart text not null,
  time_zone text not null,
  demo integer not null default 0,
  parent_id $uuid references org (org_id),
  created_at $instant not null
) $strict;

create unique index org_name on org (name);

create table person (
  person_id $uuid not null primary key,
  login text,
  name text not null,
  language text not null,
  created_at $instant not null,
  erased_at $instant
) $strict;

create unique index person_login on person (login) where login is not null;

-- Ways to prove who one is: a password hash, a passkey's public data, or a recovery code's hash.
create table credential (
  credential_id text not null primary key,
  person_id $uuid not null references person (person_id),
  kind text not null check (kind in ('password', 'passkey', 'recovery')),
  secret text not null,
  created_at $instant not null,
  used_at $instant
) $strict;

create index credential_person on credential (person_id);

create table session (
  token_hash text not null primary key,
  person_id $uuid not null references person (person_id),
  agent text not null,
  created_at $instant not null,
  seen_at $instant not null,
  expires_at $instant not null,
  revoked_at $instant
) $strict;

create index session_person on session (person_id);

-- A role in an organisation, from a day, until a day: access ends by itself.
create table membership (
  org_id $uuid not null references org (org_id),
  person_id $uuid not null references person (person_id),
  role text not null,
  from_day $day not null,
  to_day $day,
  primary key (org_id, person_id, role, from_day)
) $strict;

create index membership_person on membership (person_id);

-- One-time code printed on the first start; using it makes the first person and organisation.
create table setup_code (
  code_hash text not null primary key,
  created_at $instant not null,
  used_at $instant
) $strict;

-- A passkey being made or asked for: the challenge, used once, within minutes.
create table ceremony (
  token_hash text not null primary key,
  state text not null,
  expires_at $instant not null
) $strict;

create index ceremony_expiry on ceremony (expires_at);

-- Wrong tries to sign in, by account and address together, so that nobody can lock out another. Only a hash is kept.
create table sign_in_failure (
  key_hash text not null primary key,
  failures integer not null,
  last_at $instant not null
) $strict;

create index sign_in_failure_age on sign_in_failure (last_at);
