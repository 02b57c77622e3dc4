-- Parties that are the same as another; follows from the journal, and goes when the merge is reversed.
create table party_merged (
  org_id $uuid not null references org (org_id),
  party_id $uuid not null,
  into_id $uuid not null,
  seq $long not null,
  primary key (org_id, party_id),
  foreign key (org_id, party_id) references party (org_id, party_id),
  foreign key (org_id, into_id) references party (org_id, party_id),
  foreign key (org_id, seq) references journal (org_id, seq)
) $strict;
