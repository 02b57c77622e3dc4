-- Phones that prove themselves with a key of their own. The same phone has another id and key in each organisation.
create table device (
  org_id $uuid not null references org (org_id),
  device_id $uuid not null,
  name text not null,
  public_key text not null,
  enrolled_by $uuid not null references person (person_id),
  enrolled_at $instant not null,
  seen_at $instant not null,
  revoked_at $instant,
  primary key (org_id, device_id)
) $strict;

-- Shown as QR for fifteen minutes, used once. Whoever types it need not know the organisation: the code names it.
create table enrolment_code (
  code_hash text not null primary key,
  org_id $uuid not null references org (org_id),
  made_by $uuid not null references person (person_id),
  expires_at $instant not null,
  used_at $instant
) $strict;

-- Lets a person set her first password or passkey, once, within a week.
create table invitation (
  code_hash text not null primary key,
  org_id $uuid not null references org (org_id),
  person_id $uuid not null references person (person_id),
  made_by $uuid not null references person (person_id),
  expires_at $instant not null,
  used_at $instant
) $strict;

create index invitation_person on invitation (person_id);

-- One of the drawings with a colour, for example flower-3: by it she finds herself on a shared phone.
alter table person add column picture text;

-- A session by PIN lives on one phone and sees the one organisation the phone is enrolled in.
alter table session add column device_org $uuid;
alter table session add column device_id $uuid;

create index session_device on session (device_id) where device_id is not null;

-- Six digits count only on an enrolled phone of the organisation that gave them. A code somebody else set must be
-- changed at its first use, until it expires.
create table pin (
  org_id $uuid not null references org (org_id),
  person_id $uuid not null references person (person_id),
  secret text not null,
  set_at $instant not null,
  one_time_until $instant,
  primary key (org_id, person_id)
) $strict;

-- Wrong PINs of one person on one phone: what happens on another phone is not touched by it.
create table pin_failure (
  org_id $uuid not null,
  device_id $uuid not null,
  person_id $uuid not null references person (person_id),
  failures integer not null,
  last_at $instant not null,
  primary key (org_id, device_id, person_id),
  foreign key (org_id, device_id) references device (org_id, device_id)
) $strict;

-- Documents that wait for the coordinator: from a revoked phone, or of somebody without a role on that day. Kept as
-- received, and kept after the decision.
create table quarantine (
  org_id $uuid not null references org (org_id),
  id $uuid not null,
  body_hash text not null,
  kind text not null,
  schema_version integer not null,
  body text not null,
  occurred_on $day not null,
  captured_at $instant not null,
  clock_offset $long not null,
  actor $uuid not null,
  device text not null,
  device_seq $long not null,
  reason text not null,
  held_at $instant not null,
  decided_at $instant,
  decided_by $uuid,
  decision text check (decision in ('accepted', 'rejected')),
  note text,
  primary key (org_id, id, body_hash)
) $strict;

create index quarantine_waiting on quarantine (org_id, held_at) where decided_at is null;
