-- What is sold, as the last document about each says; follows from the journal.
create table item (
  org_id $uuid not null references org (org_id),
  item_id $uuid not null,
  seq $long not null,
  name text not null,
  icon text not null,
  price $long,
  quantity integer not null,
  income text,
  archived integer not null,
  primary key (org_id, item_id),
  foreign key (org_id, seq) references journal (org_id, seq)
) $strict;

-- Documents of phones that were refused, as they came: kept here too, so that nothing a person recorded is lost.
create table refused_document (
  org_id $uuid not null references org (org_id),
  id $uuid not null,
  device text not null,
  envelope text not null,
  code text not null,
  received_at $instant not null,
  primary key (org_id, id, device)
) $strict;
