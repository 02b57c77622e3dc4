-- What moves in stock, what there is, and what documents tell about; all follow from the journal.
create table move (
  org_id $uuid not null,
  seq $long not null,
  n integer not null,
  account integer not null,
  subject text not null,
  quantity $long not null,
  primary key (org_id, seq, n),
  foreign key (org_id, seq) references entry (org_id, seq),
  foreign key (org_id, account) references account (org_id, account)
) $strict $norowid;

create index move_subject on move (org_id, subject, seq);

create table stock (
  org_id $uuid not null,
  account integer not null,
  subject text not null,
  quantity $long not null,
  value $long not null,
  last_quantity $long not null,
  last_value $long not null,
  primary key (org_id, account, subject),
  foreign key (org_id, account) references account (org_id, account)
) $strict $norowid;

create table about (
  org_id $uuid not null,
  subject text not null,
  seq $long not null,
  ends integer not null,
  primary key (org_id, subject, seq),
  foreign key (org_id, seq) references journal (org_id, seq)
) $strict $norowid;

create index about_seq on about (org_id, seq);

-- Orders, runs, recipes…: numbered as they come, open while none of their documents that hold ends them.
create table thing (
  org_id $uuid not null references org (org_id),
  subject text not null,
  kind text not null,
  number integer not null,
  facts integer not null,
  endings integer not null,
  primary key (org_id, subject)
) $strict $norowid;

create unique index thing_number on thing (org_id, kind, number);
create index thing_open on thing (org_id, kind, number) where endings = 0 and facts > 0;

-- The whole record, where an item is more than a tile.
alter table item add column body text not null default '';
update item set body = (select j.body from journal j where j.org_id = item.org_id and j.seq = item.seq);

-- The chart's training fund, for organisations that were founded before it.
insert into account (org_id, account, code, currency, scale, kind, box)
select org_id, 2106, '2106', currency, scale, 1, 0 from org where chart = 'workshop';
