-- What a document of the journal points to and somebody may ask to be forgotten: a customer's measures.
create table aside (
  org_id $uuid not null references org (org_id),
  id $uuid not null,
  party_id $uuid not null,
  content text not null,
  primary key (org_id, id)
) $strict;

create index aside_party on aside (org_id, party_id);
